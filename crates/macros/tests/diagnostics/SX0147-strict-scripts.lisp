(file :goal script)
(directive "\07")
(directive "use strict")
(defn f () (directive "\08") [010 {010 1} -09.5 "\07"])
