(let ()
  (define x "body")
  (define-syntax m (syntax-rules () ((_ id) (let ((id "inner")) (list id x)))))
  (m x))
;=> ["inner","body"]
