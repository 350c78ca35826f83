(define-syntax my-while (syntax-rules () ((_ c b ...) (let loop () (if c (begin b ... (loop)) "done")))))
(define i 0)
(define (loop) (set! i (+ i 10)))
(my-while (< i 3) (loop))
i
;=> 10
