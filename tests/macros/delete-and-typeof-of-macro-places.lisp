; `delete` and `typeof` look at the place that a macro gives.
(define-syntax field (syntax-rules () ((_ o) o.a)))
(define-syntax id (syntax-rules () ((_ x) x)))
(defmacro at (o k) `(js/get ,o ,k))
(const o {:a 1 :b 2 :c 3 :d {:e 1 :f 2}})
(const done [(delete (field o)) (delete (at o "b")) (delete (-> o .-d .-e)) (delete (id (at o "c")))])
[o done (typeof (id not-defined-anywhere)) (typeof (field o)) (typeof (id (field {:a ""})))]
;=> [{"d":{"f":2}},[true,true,true,true],"undefined","undefined","string"]
