(define-syntax my-let (syntax-rules () ((_ ((n v) ...) b ...) ((lambda (n ...) b ...) v ...))))
(my-let ((x 1)) (my-let ((x (+ x 1)) (y x)) (list x y)))
;=> [2,1]
