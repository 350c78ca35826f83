(let ((x 1))
  (let-syntax ((a (syntax-rules () ((_) x))))
    (let ((x 2))
      (let-syntax ((b (syntax-rules () ((_) (list (a) x)))))
        (let ((x 3)) (list (a) (b) x))))))
;=> [1,[1,2],3]
