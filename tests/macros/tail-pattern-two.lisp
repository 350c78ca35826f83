(define-syntax ends (syntax-rules () ((_ a b ... y z) '(a (b ...) y z))))
(list (ends 1 2 3) (ends 1 2 3 4 5))
;=> [[1,[],2,3],[1,[2,3],4,5]]
