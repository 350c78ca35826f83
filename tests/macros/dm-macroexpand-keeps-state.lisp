(begin-for-syntax (def calls 0))
(defmacro doubled (x) `(* ,x 2))
(defmacro count (...xs)
  (set! calls (+ calls 1))
  (const expanded (xs.map (fn (x) (macroexpand x))))
  `[,calls ,(.has &env (first xs)) ,@expanded])
(const y 4)
[(count y (doubled 1) (doubled 2)) (count (doubled 3))]
;=> [[1,true,4,2,4],[2,false,6]]
