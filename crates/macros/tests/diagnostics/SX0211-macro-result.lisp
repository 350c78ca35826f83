(defmacro m () (fn (x) x))
(m)
(defmacro n () (new Map))
(n)
