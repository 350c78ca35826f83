; The variables of a named let may be patterns: a loop takes each round's values apart, and the body may jump out of it.
(defn first-even (xs)
  (let next (([x . more] xs) (seen []))
    (cond ((= x undefined) nil)
          ((= (% x 2) 0) (return [x ...seen]))
          (else (var last x) (next more [...seen last]))))
  last)
(defn closures (o)
  (const fns [])
  (let next (({:a a :rest rest} o))
    (fns.push (fn () a))
    (when rest (var count (+ (or count 1) 1)) (next rest)))
  [count (fns.map (fn (f) (f)))])
[(first-even [1 3 4 5]) (first-even [1 3]) (closures {:a 1 :rest {:a 2 :rest {:a 3}}})]
;=> [[4,1,3],3,[3,[1,2,3]]]
