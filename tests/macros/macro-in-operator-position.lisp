(define-syntax fn-of (syntax-rules () ((_ b) (lambda (x) (list x b)))))
((fn-of 2) 1)
;=> [1,2]
