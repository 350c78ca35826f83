(define-syntax pi-ish (syntax-rules () ((_) 3)))
(+ (pi-ish) (pi-ish))
;=> 6
