; The `var` is one with the parameter, which a named let that becomes a function would not reach.
(defn f (x)
  (const r (let next ((i 0)) (if (< i 2) (+ 1 (next (+ i 1))) (begin (var x 5) x))))
  [r x])
(f 1)
;=> error SX0303
