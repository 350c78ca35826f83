(define-syntax two (syntax-rules () ((_) 2)))
(let ((a (two)) (b (two))) (+ a b))
;=> 4
