(define (f)
  (define-syntax def2 (syntax-rules () ((_ a b v) (begin (define a v) (define b (+ a 1))))))
  (def2 p q 10)
  (list p q))
(f)
;=> [10,11]
