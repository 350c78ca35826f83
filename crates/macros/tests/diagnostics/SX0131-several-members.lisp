(class A (static (begin (field a 1) (field b 2))))
(define-syntax two (syntax-rules () ((_ x y) (begin (method x () 1) (method y () 2)))))
(class B (static (two p q)))
