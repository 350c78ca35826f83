; A `var` that a macro drops hides no macro, also where the call of that would be wrong if it did.
(define-syntax drop (syntax-rules () ((_ x) 1)))
(define-syntax t (syntax-rules () ((_ y) "macro")))
(defn with-a-word () (if true (drop (var t 1))) (t if))
(defn with-a-macro () (drop (var t 1)) (t drop))
(defn with-nothing () (case 1 ((var t 1) 5)) (t ()))
[(with-a-word) (with-a-macro) (with-nothing)]
;=> ["macro","macro","macro"]
