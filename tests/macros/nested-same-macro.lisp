(define-syntax my-or (syntax-rules () ((_ a b) (let ((t a)) (if t t b)))))
(let ((t false)) (my-or t (my-or t (my-or false "end"))))
;=> "end"
