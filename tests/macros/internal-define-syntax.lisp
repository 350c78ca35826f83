(define (f x)
  (define-syntax dbl (syntax-rules () ((_ y) (* 2 y))))
  (define z (dbl x))
  (dbl z))
(f 3)
;=> 12
