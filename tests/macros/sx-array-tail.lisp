(define-syntax m (syntax-rules () ((_ [a ... z]) [z a ...])))
(m [1 2 3])
;=> [3,1,2]
