(defmacro dm (x) `(* ,x ,x))
(define-syntax rules (syntax-rules () ((_ y) (+ 1 (dm y)))))
(rules 3)
;=> 10
