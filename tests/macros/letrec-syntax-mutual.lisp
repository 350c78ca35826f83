(letrec-syntax ((ev? (syntax-rules () ((_) true) ((_ a . r) (od? . r)))) (od? (syntax-rules () ((_) false) ((_ a . r) (ev? . r)))))
  (list (ev? 1 1) (ev? 1) (od? 1)))
;=> [true,false,true]
