(define-syntax second-of (syntax-rules () ((_ _ b _) b)))
(second-of 1 2 3)
;=> 2
