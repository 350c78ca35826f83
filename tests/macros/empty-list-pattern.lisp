(define-syntax len (syntax-rules () ((_ ()) 0) ((_ (a . r)) (+ 1 (len r)))))
(list (len ()) (len (a b c)))
;=> [0,3]
