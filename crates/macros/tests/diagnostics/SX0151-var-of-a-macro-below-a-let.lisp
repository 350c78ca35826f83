; What else mentions the name is no mistake.
(defmacro mk (name value) `(var ,name ,value))
(defn f (c) (let ((x 1)) (mk x 2)) x)
(defn g (c) x (let ((x 1)) (if c (mk x 2))) x)
