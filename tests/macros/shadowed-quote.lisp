(define-syntax m (syntax-rules () ((_ x) (quote x))))
(let ((quote -)) (m a))
;=> "a"
