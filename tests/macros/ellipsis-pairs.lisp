(define-syntax my-let (syntax-rules () ((_ ((n v) ...) b ...) ((lambda (n ...) b ...) v ...))))
(my-let ((a 1) (b 2)) (+ a b))
;=> 3
