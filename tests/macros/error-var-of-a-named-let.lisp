; A named let that becomes a function would have a `var` of its own.
(defn f ()
  (var x 1)
  (const r (let next ((i 0)) (if (< i 2) (+ 1 (next (+ i 1))) (begin (var x 5) x))))
  [r x])
(f)
;=> error SX0303
