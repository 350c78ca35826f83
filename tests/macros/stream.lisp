(define-syntax scons (syntax-rules () ((_ a b) (list a (lambda () b)))))
(define (nat n) (scons n (nat (+ n 1))))
(define (take s n) (if (= n 0) '() (cons (car s) (take ((car (cdr s))) (- n 1)))))
(take (nat 0) 4)
;=> [0,1,2,3]
