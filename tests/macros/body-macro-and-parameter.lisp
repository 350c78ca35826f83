(define (f x)
  (define-syntax add (syntax-rules () ((_ y) (+ x y))))
  (let ((x 100)) (add x)))
(f 1)
;=> 101
