(define-syntax entries (syntax-rules () ((_ {k v}) ['k v])))
(entries {:a 1})
;=> ["a",1]
