(define-syntax m (syntax-rules () ((_ a b ...) 'a)))
(m 1 2 3)
;=> 1
