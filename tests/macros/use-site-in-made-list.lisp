(define (f)
  (define x 1)
  (define-syntax bind (syntax-rules () ((_ (n v) e) (let ((n v)) (list n e x)))))
  (define-syntax wrap (syntax-rules () ((_ n e) (bind (n 2) e))))
  (define-syntax twice (syntax-rules () ((_ n (k e)) (wrap n (list e e)))))
  (list (wrap x x) (twice x (k x))))
(f)
;=> [[2,2,1],[2,[2,2],1]]
