(define-syntax kind (syntax-rules () ((_ "a") 1) ((_ "b") 2) ((_ x) 3)))
(list (kind "a") (kind "b") (kind "c"))
;=> [1,2,3]
