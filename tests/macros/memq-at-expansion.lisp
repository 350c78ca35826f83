(define-syntax memq?? (syntax-rules () ((_ x ()) false) ((_ x (y . r)) (let-syntax ((t (syntax-rules (x) ((_ x) true) ((_ z) (memq?? x r))))) (t y)))))
(list (memq?? b (a b c)) (memq?? d (a b c)))
;=> [true,false]
