; A `var` in a named let is the function's, in each round the same, also where closures keep the variables of their round.
(define-syntax count-rounds
  (syntax-rules () ((_ n fns) (let next ((i 0)) (if (< i n) (begin (var seen (+ (or seen 0) 1)) (fns.push (fn () i)) (next (+ i 1))) seen)))))
(defn run () (const fns []) (const rounds (count-rounds 3 fns)) [rounds (fns.map (fn (f) (f)))])
(run)
;=> [3,[0,1,2]]
