(define-syntax with-counter (syntax-rules () ((_ inc! b) (let ((n 0)) (let ((inc! (lambda () (set! n (+ n 1)) n))) b)))))
(with-counter up (begin (up) (up) (up)))
;=> 3
