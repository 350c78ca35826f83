(defmacro same (a b) (equal? a b))
[(same (1 (x)) (1 (x))) (same a b)]
;=> [true,false]
