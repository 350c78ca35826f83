; `(o?.f 2)` in a template is a list with the head `o?.f`; as a call the chain goes on to it. A bare `o.f` is one step.
(define-syntax step (syntax-rules () ((_ v o) (-> v (o?.f 2)))))
(define-syntax optional-step (syntax-rules () ((_ v o) (-> v (o.f?. 2)))))
(define-syntax bare (syntax-rules () ((_ v o) (-> v o.f))))
(define-syntax rest-of (syntax-rules () ((_ (h a ...)) '(a ...))))
(define-syntax use (syntax-rules () ((_ o) (rest-of (o?.x 1 2)))))
(define-syntax ready (syntax-rules () ((_ o) (cond (o?.ready "ready") (else "waiting")))))
(define-syntax call (syntax-rules () ((_ o) [(o?.f 2) (o.f?. 3) (o?.f?. . (4 5)) (typeof (o?.g?. 1))])))
(define-syntax only (syntax-rules () ((_ o) (typeof (o?.f 2)))))
(const box {:f (fn (...xs) xs)})
(defn pick () box)
[(step 1 box) (step 1 (pick)) (optional-step 1 (pick)) (bare 1 box) (bare 1 (pick)) (use z) (use (z))
 (ready (pick)) (call (pick)) (call box) (only (begin nil))]
;=> [[1,2],[1,2],[1,2],[1],[1],[1,2],[1,2],"waiting",[[2],[3],[4,5],"undefined"],[[2],[3],[4,5],"undefined"],"undefined"]
