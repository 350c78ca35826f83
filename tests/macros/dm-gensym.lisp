(defmacro m (e) (const g (gensym "v")) `(let ((,g ,e)) [,g ,g]))
(m 1)
;=> [1,1]
