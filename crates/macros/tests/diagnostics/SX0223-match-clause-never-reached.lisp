(console.log (match 1 (0 "zero") (n "number") (_ "other") (2 "two")))
(defmacro careful (x) (warn "take care" x) `(console.log ,x))
(careful (+ 1 2))
(careful 5)
