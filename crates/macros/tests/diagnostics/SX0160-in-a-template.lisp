(define-syntax m
  (syntax-rules ()
    ((_ x) (list x
                 nowhere))))
(define-syntax outer (syntax-rules () ((_ x) (m (elsewhere x)))))
(m 1)
(outer 2)
