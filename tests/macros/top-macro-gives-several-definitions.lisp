(define-syntax def3 (syntax-rules () ((_ a b c) (begin (define a 1) (define b 2) (define c 3)))))
(def3 x y z)
(list x y z)
;=> [1,2,3]
