(define-syntax m (syntax-rules () ((_ x) "macro")))
((lambda (m) (m 1)) (lambda (x) "function"))
;=> "function"
