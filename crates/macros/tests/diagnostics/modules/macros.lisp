(define-syntax twice (syntax-rules () ((_ x) (* 2 x))))
(defn helper (x) x)
