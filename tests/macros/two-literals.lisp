(define-syntax range-of (syntax-rules (from to) ((_ from a to b) (list a b)) ((_ to b from a) (list "r" a b))))
(list (range-of from 1 to 2) (range-of to 2 from 1))
;=> [[1,2],["r",1,2]]
