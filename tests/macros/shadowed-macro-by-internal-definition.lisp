(define-syntax m (syntax-rules () ((_ x) "macro")))
(let () (define (m x) "function") (m 1))
;=> "function"
