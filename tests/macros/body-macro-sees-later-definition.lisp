(define (f)
  (define-syntax get (syntax-rules () ((_) (g))))
  (define (g) "later")
  (get))
(f)
;=> "later"
