; Names that macros bring are numbered as they stand in the text, whichever of them is made first.
(define-syntax def2 (syntax-rules () ((_ n v) (begin (const t v) (defn n () (+ t 1))))))
(define-syntax var-of-its-own (syntax-rules () ((_ v) (begin (var t v) (+ t 1)))))
(defmacro twice (x) `(let ((t# ,x)) (+ t# t#)))
(defn f (t) (def2 a (block-value (var-of-its-own t))) (def2 b (twice (var-of-its-own (a)))) (var-of-its-own (b)))
(define-syntax block-value (syntax-rules () ((_ v) (let ((t v)) (let-syntax () (const u t) u)))))
(defn g (u) (let ((q (begin (let-syntax () (const u 1) u) (var u 2) u))) (+ q u)))
[(f 1) (g 7)]
;=> [10,4]
