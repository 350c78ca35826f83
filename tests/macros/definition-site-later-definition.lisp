(define-syntax get-later (syntax-rules () ((_) later)))
(define later 7)
(get-later)
;=> 7
