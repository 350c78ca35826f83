(define-syntax inc2 (syntax-rules () ((_ x) (when x (+ x 2)))))
(defmacro show (form) `(quote ,(macroexpand-1 form)))
(show (inc2 1))
;=> ["when",1,["+",1,2]]
