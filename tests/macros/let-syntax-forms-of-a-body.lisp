; The forms of a `let-syntax` in a body are forms of that body; one that expands to nothing is none.
(define-syntax nothing (syntax-rules () ((_) (begin))))
(defn last-that-is-there () 1 (let-syntax () (nothing)))
(defn several () (let-syntax ((twice (syntax-rules () ((_ x) (* 2 x))))) (const y (twice 4)) (const z (twice y))) 3 (let-syntax () (const y 5) y))
(const as-a-value (begin 1 (let-syntax () (nothing))))
(let-syntax () (nothing))
[(last-that-is-there) (several) as-a-value (let-syntax () 6 7)]
;=> [1,5,1,7]
