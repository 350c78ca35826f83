; A clause or body whose forms expand to nothing has no value; only one that is written without forms has its test.
(define-syntax nop (syntax-rules () ((_) (begin))))
(const values
  [(case 1 (1 (begin)) (else 2))
   (match 1 (1 (nop)) (_ 2))
   (cond (5 (nop)) (else 2))
   (cond (5 (define-syntax m (syntax-rules () ((_) 1)))) (else 2))
   (cond (else (nop)))
   (case 3 (1 2) (else (nop)))
   (let ((a 1)) (define-syntax m (syntax-rules () ((_) 1))))
   (let* () (nop))
   (cond (7) (else 1))])
(values.map (fn (value) (?? value "none")))
;=> ["none","none","none","none","none","none","none","none",7]
