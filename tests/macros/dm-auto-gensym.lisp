(defmacro swap (a b) `(let ((tmp# ,a)) (set! ,a ,b) (set! ,b tmp#)))
(let tmp 1)
(let other 2)
(swap tmp other)
[tmp other]
;=> [2,1]
