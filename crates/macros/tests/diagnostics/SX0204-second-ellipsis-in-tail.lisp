(define-syntax m (syntax-rules () ((_ a ... . (b ...)) [a ...])))
(define-syntax n (syntax-rules () ((_ (a ... c . (d . (b ...)))) [a ...])))
