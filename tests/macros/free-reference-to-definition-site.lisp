(define base 10)
(define-syntax add-base (syntax-rules () ((_ x) (+ x base))))
(let ((base 1000)) (add-base 1))
;=> 11
