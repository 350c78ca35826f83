(define-syntax m (syntax-rules () ((_ x) "macro")))
(let ((m (lambda (x) "function"))) (m 1))
;=> "function"
