(define-syntax m (syntax-rules () ((_ a ...) '((a 0) ... end))))
(m x y)
;=> [["x",0],["y",0],"end"]
