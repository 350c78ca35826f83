(define-syntax compose-op (syntax-rules () ((_ op) (lambda (a b) (op a b)))))
((compose-op -) 5 3)
;=> 2
