(define-syntax test-lit (syntax-rules () ((_ x) (let-syntax ((m (syntax-rules (here) ((_ here) "lit") ((_ y) "other")))) (m x)))))
(list (test-lit here) (test-lit there))
;=> ["lit","other"]
