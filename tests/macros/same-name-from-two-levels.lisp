(define-syntax m (syntax-rules () ((_ a) (let ((x 1)) (list a x)))))
(define-syntax n (syntax-rules () ((_) (let ((x 2)) (m x)))))
(n)
;=> [2,1]
