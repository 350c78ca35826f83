(define-syntax m (syntax-rules () ((_ id) (let ((id 1)) (if true "yes" "no")))))
(m if)
;=> "yes"
