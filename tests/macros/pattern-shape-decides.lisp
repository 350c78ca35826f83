(define-syntax m (syntax-rules () ((_ ((a b) ...)) '("pairs" a ... b ...)) ((_ (a ...)) '("list" a ...)) ((_ a) '("atom" a))))
(list (m ((1 2) (3 4))) (m (1 2)) (m 5))
;=> [["pairs",1,3,2,4],["list",1,2],["atom",5]]
