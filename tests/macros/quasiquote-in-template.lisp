(define-syntax m (syntax-rules () ((_ a b ...) `(a ,b ... end))))
(m x 1 (+ 1 1))
;=> ["x",1,2,"end"]
