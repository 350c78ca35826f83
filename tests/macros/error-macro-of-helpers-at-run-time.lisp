(begin-for-syntax (define-syntax twice (syntax-rules () ((_ x) (* 2 x)))))
(twice 1)
;=> error SX0162
