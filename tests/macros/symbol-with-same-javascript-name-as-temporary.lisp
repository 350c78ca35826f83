(define-syntax m (syntax-rules () ((_ e) (let ((my-tmp 1)) (list my-tmp e)))))
(let ((my-tmp 2)) (m my-tmp))
;=> [1,2]
