(define-syntax pipe (syntax-rules () ((_ _x v) v) ((_ x v e r ...) (pipe x (let ((x v)) e) r ...))))
(pipe z 1 (+ z 1) (* z 10))
;=> 20
