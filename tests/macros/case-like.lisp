(define-syntax my-case (syntax-rules (else) ((_ e (else r)) r) ((_ e ((d ...) r) c ...) (let ((v e)) (if (or (= v 'd) ...) r (my-case v c ...))))))
(list (my-case 2 ((1) "a") ((2 3) "b") (else "c")) (my-case 9 ((1) "a") (else "c")))
;=> ["b","c"]
