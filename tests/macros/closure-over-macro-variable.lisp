(define-syntax delay2 (syntax-rules () ((_ e) (lambda () e))))
(let ((x 1)) (let ((d (delay2 x))) (set! x 2) (d)))
;=> 2
