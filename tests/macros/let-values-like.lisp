(define-syntax receive (syntax-rules () ((_ (a ...) l b) (apply (lambda (a ...) b) l))))
(receive (x y) (list 1 2) (+ x y))
;=> 3
