(define (f)
  (define-syntax def (syntax-rules () ((_ n v) (define n v))))
  (def a 1)
  (define b (+ a 1))
  (def c (+ b 1))
  (list a b c))
(f)
;=> [1,2,3]
