(let ((f (lambda (x) (* x 10))))
  (let-syntax ((m (syntax-rules () ((_ x) (f x)))))
    (let ((f (lambda (x) 0))) (m 4))))
;=> 40
