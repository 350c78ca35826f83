(define-syntax flip (syntax-rules (=>) ((_ a => b) (list b a)) ((_ a b c) (list a c))))
(list (flip 1 => 2) (flip 1 5 2))
;=> [[2,1],[1,2]]
