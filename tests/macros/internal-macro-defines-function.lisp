(define (f n)
  (define-syntax defsq (syntax-rules () ((_ name) (define (name x) (* x x)))))
  (defsq sq)
  (sq n))
(f 9)
;=> 81
