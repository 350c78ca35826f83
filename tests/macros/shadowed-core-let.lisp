(define-syntax my-let1 (syntax-rules () ((_ n v b) (let ((n v)) b))))
((lambda (let) (my-let1 x 5 (list x let))) "l")
;=> [5,"l"]
