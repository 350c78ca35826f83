(define (f) "f")
(define-syntax m (syntax-rules () ((_ g) (let ((g (lambda () "g"))) (list (g) (f))))))
(m f)
;=> ["g","f"]
