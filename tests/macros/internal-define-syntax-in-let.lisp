(let ((a 1))
  (define-syntax get-a (syntax-rules () ((_) a)))
  (let ((a 2)) (list a (get-a))))
;=> [2,1]
