(define-syntax pick (syntax-rules (else) ((_ else e) (list "else" e)) ((_ x e) (list "other" e))))
(let ((else 1)) (pick else 2))
;=> ["other",2]
