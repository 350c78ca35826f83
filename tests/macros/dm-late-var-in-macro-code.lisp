; A `var` that a macro makes in macro code is known above it, and a helper of its name does not come between.
(begin-for-syntax
  (define-syntax mk (syntax-rules () ((_ n v) (var n v))))
  (const get (fn () late))
  (if true (mk late 4)))
(defmacro m () (get))
(defmacro in-code (c)
  (const g (fn () z))
  (if true (mk z 5))
  [`list (g)])
(defmacro dm (name value) `(var ,name ,value))
(begin-for-syntax (const q 1))
(defn f () (const g (fn () q)) (if true (dm q 2)) (g))
[(m) (in-code 1) (f)]
;=> [4,[5],2]
