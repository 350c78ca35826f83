(defmacro pair () (let ((make (fn () `x#))) (if (eq? (make) (make)) 1 2)))
(pair)
;=> 2
