(letrec-syntax ((my-or (syntax-rules () ((_) false) ((_ e) e) ((_ e r ...) (let ((t e)) (if t t (my-or r ...)))))))
  (let ((x false) (y 7) (t 8) (let list) (if list)) (my-or x (let t) (if y) y)))
;=> [8]
