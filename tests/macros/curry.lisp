(define-syntax curry (syntax-rules () ((_ () b) b) ((_ (a r ...) b) (lambda (a) (curry (r ...) b)))))
(((curry (a b) (- a b)) 10) 3)
;=> 7
