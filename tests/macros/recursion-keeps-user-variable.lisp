(define-syntax sum-to (syntax-rules () ((_ acc) acc) ((_ acc x r ...) (let ((s (+ acc x))) (sum-to s r ...)))))
(let ((s 100)) (sum-to 0 s s s))
;=> 300
