(define-syntax id-eq? (syntax-rules () ((_ a b) (let-syntax ((t (syntax-rules () ((_ a) true) ((_ x) false)))) (let-syntax ((u (syntax-rules (a) ((_ a) true) ((_ x) false)))) (u b))))))
(list (id-eq? x x) (id-eq? x y))
;=> [true,false]
