; Two macros have a name each: the `var` of one passes the `catch` of the other. What is expanded keeps them apart.
(defmacro mk (n) `(var ,n 5))
(define-syntax with-own (syntax-rules () ((_ body) (begin (mk s) body))))
(define-syntax thrown (syntax-rules () ((_) (try (throw 1) (catch s (with-own s))))))
(defn f () (thrown))
(f)
;=> 1
