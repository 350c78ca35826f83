(define-syntax count-args (syntax-rules () ((_) 0) ((_ x y ...) (+ 1 (count-args y ...)))))
(count-args a b c d)
;=> 4
