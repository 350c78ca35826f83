(define (f)
  (define-syntax mk (syntax-rules () ((_ n v) (define-syntax n (syntax-rules () ((_) v))))))
  (mk seven 7)
  (seven))
(f)
;=> 7
