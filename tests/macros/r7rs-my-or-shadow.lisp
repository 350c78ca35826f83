(define-syntax my-or2 (syntax-rules () ((_ a b) (let ((temp a)) (if temp temp b)))))
(let ((temp 3) (if list)) (my-or2 false temp))
;=> 3
