(define-syntax m (syntax-rules (quote) ((_ 'x) '(q x)) ((_ x) '(p x))))
(list (m 'a) (m b))
;=> [["q","a"],["p","b"]]
