; `else` that a macro brings is no name of the caller's, in the text of the expansion too.
(define-syntax pick (syntax-rules () ((_ a b c) (cond (a b) (else c)))))
(defn f (else) (match else (2 3) (_ 4)))
(defn g (else) (pick else 1 2))
(defn h (else) (cond (else 1) (true 2)))
[(f 0) (f 2) (g false) (g true) (h false)]
;=> [4,3,2,1,2]
