(define-syntax inc2 (syntax-rules () ((_ x) (when x (+ x 2)))))
(defmacro show (form) `(quote ,(macroexpand form)))
(show (inc2 1))
;=> ["if",1,["begin",["+",1,2]]]
