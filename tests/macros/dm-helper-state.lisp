(begin-for-syntax (def seen []))
(defmacro number-of (x) (seen.push x) seen.length)
[(number-of a) (number-of b) (number-of a)]
;=> [1,2,3]
