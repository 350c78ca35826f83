(define-syntax one (syntax-rules () ((_) 1)))
(defmacro both () [(macroexpand '(one)) (macroexpand-1 '(one))])
(defmacro sum () `(+ ,(macroexpand '(one)) ,(macroexpand '(one))))
(sum)
;=> 2
