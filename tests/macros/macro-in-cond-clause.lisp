(define-syntax yes (syntax-rules () ((_) true)))
(cond ((yes) "y") (else "n"))
;=> "y"
