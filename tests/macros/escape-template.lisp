(define-syntax m (syntax-rules () ((_ a b) '((... (a ... b))))))
(m 1 2)
;=> [[1,"...",2]]
