(define-syntax def-both (syntax-rules () ((_ a b v) (begin (define-syntax a (syntax-rules () ((_) v))) (define-syntax b (syntax-rules () ((_) (list (a) v))))))))
(def-both one two 1)
(two)
;=> [1,1]
