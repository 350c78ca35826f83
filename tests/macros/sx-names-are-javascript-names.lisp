(define-syntax m (syntax-rules () ((_ n) (let ((to-string 1)) [to-string n]))))
(let ((toString 2)) (m toString))
;=> [1,2]
