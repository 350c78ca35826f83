; The clauses of a `switch` are one block, whose names are declared once.
(define-syntax mk (syntax-rules () ((_ n v) (let n v))))
(defn f (v) (switch v (case 1 (mk x 1)) (case 2 (mk x 2))))
(f 1)
;=> error SX0151
