(define-syntax m (syntax-rules (_) ((m _) "under") ((m x) x)))
(list (m _) (m 2))
;=> ["under",2]
