(file :goal script)
(defn f (b) (directive "use strict") (with b 1))
(class A (method m (b) (with b 1)))
(with {} 1)
