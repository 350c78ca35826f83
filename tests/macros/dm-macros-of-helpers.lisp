(begin-for-syntax
  (defmacro plus-one (x) `(+ ,x 1))
  (define-syntax twice (syntax-rules () ((_ x) (* 2 x))))
  (defn five () (twice (plus-one 1))))
(defn plus-one (x) ["mine" x])
(const twice 3)
(defmacro m () (+ (five) (twice 10)))
[(m) (plus-one 1) twice]
;=> [24,["mine",1],3]
