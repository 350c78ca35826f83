; In a named let that becomes a loop a `var` is the function's; in one that becomes a function it may be used inside.
(defn f () (const r (let next ((i 0)) (if (< i 2) (next (+ i 1)) (begin (var y 5) y)))) [y r])
(defn g () (let next ((i 0)) (if (< i 2) (+ 1 (next (+ i 1))) (begin (var y 5) y))))
[(f) (g)]
;=> [[5,5],7]
