(defmacro aif (test then) `(let ((it ,test)) (if it ,then)))
(define-syntax use (syntax-rules () ((_ x) (aif x (list it)))))
(use 9)
;=> [9]
