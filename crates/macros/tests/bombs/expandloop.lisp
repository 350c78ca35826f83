(define-syntax inf (syntax-rules () ((_ x) (inf x))))
(defmacro m () `(quote ,(macroexpand '(inf 1))))
(console.log (m))
