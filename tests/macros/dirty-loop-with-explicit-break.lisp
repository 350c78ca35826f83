(define-syntax loop-until (syntax-rules () ((_ id init test next) (let go ((id init)) (if test id (go next))))))
(loop-until n 1 (> n 100) (* n 2))
;=> 128
