(define-syntax m (syntax-rules () ((_ a) [a ...])))
