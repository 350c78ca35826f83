(begin-for-syntax (defn deep (n x) (if (= n 0) (macroexpand `(m ,x)) (deep (- n 1) x))))
(defmacro m (x) (deep 2000 x))
(console.log (m 1))
