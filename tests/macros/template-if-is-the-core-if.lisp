(define-syntax my-unless (syntax-rules () ((_ c e) (if c "no" e))))
(let ((if (lambda (a b c) "captured"))) (my-unless false "yes"))
;=> "yes"
