(let n 0)
(defn next () (++ n) n)
[(case (next) ((2) "two") ((1) "one") (else "other")) n]
;=> ["one",1]
