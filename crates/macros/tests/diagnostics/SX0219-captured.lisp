(defmacro swap (a b) `(let ((tmp ,a)) (set! ,a ,b) (set! ,b tmp)))
(let ((tmp 1) (other 2))
  (swap tmp other)
  (console.log tmp other))
