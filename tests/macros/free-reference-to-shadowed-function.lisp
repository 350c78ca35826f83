(define (helper x) (list "real" x))
(define-syntax call (syntax-rules () ((_ x) (helper x))))
(let ((helper (lambda (x) "fake"))) (call 1))
;=> ["real",1]
