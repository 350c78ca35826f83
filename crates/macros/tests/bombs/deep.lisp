(defmacro m () (letrec ((f (fn (n) (+ 1 (f n))))) (f 1)))
(m)
