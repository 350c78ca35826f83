(let ()
  (define-syntax define-identity (syntax-rules () ((_ id) (define id (lambda (x) x)))))
  (define-identity f)
  (f 5))
;=> 5
