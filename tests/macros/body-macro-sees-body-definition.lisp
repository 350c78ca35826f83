(define (f)
  (define a 1)
  (define-syntax get (syntax-rules () ((_) a)))
  (set! a 5)
  (get))
(f)
;=> 5
