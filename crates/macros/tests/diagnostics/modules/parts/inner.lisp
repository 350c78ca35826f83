(defn hidden (x) x)
(define-syntax show (syntax-rules () ((_ x) (hidden x))))
(define-syntax twice (syntax-rules () ((_ x) (* 2 x))))
