(defn 1 () 1)
(define (2 a) a)
