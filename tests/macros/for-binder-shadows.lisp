(define-syntax for (syntax-rules (in) ((_ x in l b) (map (lambda (x) b) l))))
(let ((n 100)) (list (for n in (list 1 2) (+ n 1)) n))
;=> [[2,3],100]
