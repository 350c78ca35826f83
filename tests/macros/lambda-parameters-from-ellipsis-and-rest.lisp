(define-syntax fn2 (syntax-rules () ((_ (a ...) r b) (lambda (a ... . r) b))))
((fn2 (x y) more (list x y more)) 1 2 3 4)
;=> [1,2,[3,4]]
