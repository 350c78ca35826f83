(define-syntax plus (syntax-rules () ((_ a b) (+ a b))))
(defmacro swapped (form) (const [op a b] (macroexpand form)) `(,op ,b (- ,a)))
(swapped (plus 1 10))
;=> 9
