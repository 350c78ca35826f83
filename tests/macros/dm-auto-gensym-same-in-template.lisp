(defmacro m (e) `(let ((v# ,e)) (+ v# v#)))
(m 4)
;=> 8
