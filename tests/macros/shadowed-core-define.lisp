(let ((define (lambda (a b) (list a b)))) (define 1 2))
;=> [1,2]
