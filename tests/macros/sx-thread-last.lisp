(->> [1 2 3] (map (fn (x) (* x 2))) (filter (fn (x) (> x 2))))
;=> [4,6]
