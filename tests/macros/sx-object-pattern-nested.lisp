(define-syntax m (syntax-rules () ((_ {:p [a b] :q {:r c}}) [a b c])))
(m {:q {:r 3} :p [1 2]})
;=> [1,2,3]
