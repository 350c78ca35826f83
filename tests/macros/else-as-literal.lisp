(define-syntax pick (syntax-rules (else) ((_ else e) (list "else" e)) ((_ x e) (list x e))))
(list (pick else 1) (pick 2 3))
;=> [["else",1],[2,3]]
