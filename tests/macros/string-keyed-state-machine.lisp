(define-syntax sm (syntax-rules () ((_ "a" (o ...) x r ...) (sm "b" (o ... (x)) r ...)) ((_ "b" (o ...) x r ...) (sm "a" (o ... x) r ...)) ((_ s (o ...)) '(s o ...))))
(sm "a" () 1 2 3)
;=> ["b",[1],2,[3]]
