(define-syntax (m x) (+ x 1))
(m 1)
