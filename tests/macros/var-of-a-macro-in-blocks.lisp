;; A `var` that a macro makes in a block belongs to the function, as a written one does.
(let z 0)
(define-syntax dv (syntax-rules () ((_ n v) (var n v))))
(define-syntax rep (syntax-rules () ((_ n k) (for ((var n 0) (< n k) (++ n))))))
(define-syntax own (syntax-rules () ((_ v) (begin (block (var q v)) q))))
(defn f () (when true (dv z 1)) z)
(defn in-block () (block (block (dv z 2))) z)
(defn in-loop () (rep q 3) q)
(defn local () (define-syntax lv (syntax-rules () ((_ n v) (var n v)))) (when true (lv z 4)) z)
(defn hygienic (q) (own 5) q)
(defn inner () (let ((z 6)) (fn () (when true (dv z 7)) z)))
(defn given () (own 8))
(defn twice () (when true (dv y 8)) (when true (dv y 9)) y)
[(f) (in-block) (in-loop) (local) (hygienic 6) ((inner)) (given) (twice) z]
;=> [1,2,3,4,6,7,8,9,0]
