(begin-for-syntax (defn helper (x) (* x 2)) (defn when (x) (+ x 1)) (const Array 7))
(defn helper (x) (* x 3))
(defmacro both (x) `[,(helper x) (helper ,x) ,(when x) ,Array])
[(both 5) (when true 1) (Array.of 2) (match [1 2] ([a b] (+ a b)))]
;=> [[10,15,6,7],1,[2],3]
