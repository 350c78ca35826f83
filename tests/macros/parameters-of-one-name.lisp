; A parameter of a template and one of the call may have one name.
(define-syntax pair (syntax-rules () ((_ a e) (fn (x a) [x e]))))
((pair x x) 1 2)
;=> [1,2]
