; A `var` of macro code that a macro of `begin-for-syntax` makes belongs to the caller there, too.
(begin-for-syntax
  (defmacro mk () `(var z 5))
  (mk)
  (defn g () (mk) (++ z) z)
  (defn h () (if true (mk)) z)
  (if true (begin (defmacro mk2 () `(var y 7)) (mk2)))
  (const before y))
(defmacro m () `[,(g) ,z ,(h) ,before])
(begin-for-syntax (const after (+ z y)))
(defmacro later () after)
[(m) (later)]
;=> [[6,5,5,7],12]
