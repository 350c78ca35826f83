(define-syntax m (syntax-rules () ((_ {:a x}) [1 x]) ((_ {:b x}) [2 x]) ((_ x) 3)))
[(m {:a 1}) (m {:b 2}) (m {:c 3}) (m {:a 1 :c 2})]
;=> [[1,1],[2,2],3,3]
