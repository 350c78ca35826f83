(defmacro m (l) (set! (. l [0]) '+) l)
(m (- 5 3))
;=> 8
