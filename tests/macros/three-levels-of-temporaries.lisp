(define-syntax a (syntax-rules () ((_ e) (let ((t 1)) (b t e)))))
(define-syntax b (syntax-rules () ((_ x e) (let ((t 2)) (c t x e)))))
(define-syntax c (syntax-rules () ((_ y x e) (let ((t 3)) (list t y x e)))))
(let ((t 4)) (a t))
;=> [3,2,1,4]
