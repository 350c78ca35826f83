(define-syntax for (syntax-rules (in) ((_ x in l b) (map (lambda (x) b) l))))
(for n in (list 1 2 3) (* n n))
;=> [1,4,9]
