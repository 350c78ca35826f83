(file :goal script)
(directive "use strict")
(switch 1 (case 1 (defn f () 1)) (case 2 (defn f () 2)))
(block (defn g () 1) (defn g () 2))
