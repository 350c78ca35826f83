(define-syntax pair (syntax-rules () ((_ a b) [a b]) ((_ (a b)) [a b])))
(pair 1)
(when)
(case 1 2)
