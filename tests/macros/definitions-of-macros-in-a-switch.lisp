; The clauses of a `switch` are one block: the first sees what macros define in the second.
(define-syntax mk (syntax-rules () ((_ n v) (let n v))))
(defmacro mk-class (n) `(class ,n (method m () 3)))
(const x 0)
(defn falls-through (v) (let get) (switch v (case 1 (set! get (fn () x))) (case 2 (mk x 1) (set! x (+ x 1)))) (get))
(defn classes (v) (let get) (switch v (case 1 (set! get (fn () (.m (new A))))) (default (mk-class A))) (get))
[(falls-through 1) (classes 1) x]
;=> [2,3,0]
