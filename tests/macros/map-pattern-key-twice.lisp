(define-syntax m (syntax-rules () ((_ {:a x :b y}) [x y]) ((_ z) "other")))
[(m {:a 1 :b 2}) (m {:a 1 :a 2}) (m {:a 1 :b 2 :a 3})]
;=> [[1,2],"other","other"]
