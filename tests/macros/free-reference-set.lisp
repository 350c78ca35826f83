(define count 0)
(define-syntax tick (syntax-rules () ((_) (set! count (+ count 1)))))
(let ((count 50)) (tick) (tick))
count
;=> 2
