(define-syntax last-of (syntax-rules () ((_ a ... z) z)))
(list (last-of 1) (last-of 1 2 3))
;=> [1,3]
