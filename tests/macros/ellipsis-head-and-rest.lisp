(define-syntax first-rest (syntax-rules () ((_ a b ...) (list a (list b ...)))))
(list (first-rest 1) (first-rest 1 2 3))
;=> [[1,[]],[1,[2,3]]]
