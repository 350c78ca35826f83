; What `defmacro` templates say of a `var` that `syntax-rules` makes beside them is that `var`.
(define-syntax mk (syntax-rules () ((_ n v) (var n v))))
(mk hits 0)
(defmacro hit () `(set! hits (+ hits 1)))
(defn h (hits) (hit) hits)
(define-syntax mk-reader (syntax-rules () ((_ m) (begin (var s 1) (defmacro m () `s)))))
(mk-reader reads)
(const s 3)
(defn f () (defmacro g (e) `(let ((cfg 1)) [cfg ,e])) (mk cfg 5) (g cfg))
[(h 10) hits (reads) s (f)]
;=> [10,1,1,3,[1,5]]
