(define-syntax m (syntax-rules () ((_ a ...) '(start a ... mid a ... end))))
(m 1 2)
;=> ["start",1,2,"mid",1,2,"end"]
