(def \list 5)
(defn \when (x) (* x 2))
(defmacro m (x) `[,x \list (\when 1)])
(define-syntax s (syntax-rules () ((_ x) [x \list (\when 1)])))
[(m 1) (s 1)]
;=> [[1,5,2],[1,5,2]]
