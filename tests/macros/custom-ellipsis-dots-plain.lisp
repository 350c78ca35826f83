(define-syntax m (syntax-rules ooo () ((_ a ooo) '(a ooo ...))))
(m 1 2)
;=> [1,2,"..."]
