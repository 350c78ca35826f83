(define-syntax my-while (syntax-rules () ((_ c b ...) (let loop () (if c (begin b ... (loop)) "done")))))
(define i 0) (define acc '())
(my-while (< i 3) (set! acc (cons i acc)) (set! i (+ i 1)))
acc
;=> [2,1,0]
