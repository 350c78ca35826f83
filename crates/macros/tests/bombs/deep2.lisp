(begin-for-syntax (defn f (n) (+ 1 (f n))))
(defmacro m () (f 1))
(m)
