(define-syntax m (syntax-rules () ((_ . all) 'all)))
(list (m) (m 1 2))
;=> [[],[1,2]]
