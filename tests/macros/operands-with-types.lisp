;; An operand may have a type: where it declares it keeps it, elsewhere it is seen without.
(define-syntax def-square (syntax-rules () ((_ name x) (defn name (x) (* x x)))))
(def-square square n : number)
(define-syntax two (syntax-rules () ((_ (p ...)) (list p ...)) ((_ z) "no")))
(define-syntax lit (syntax-rules (foo) ((_ foo) 1) ((_ x) 2)))
(defmacro id-of (x) `(fn (,x) ,x))
[(square 3) (two (1 2) : number) (lit foo : number) ((id-of k : string) "k")]
;=> [9,[1,2],1,"k"]
