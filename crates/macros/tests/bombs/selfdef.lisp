(define-syntax m (syntax-rules () ((_ x) (begin (define-syntax n (syntax-rules () ((_ y) (m y)))) (n x)))))
(m 1)
