(defmacro m (x) `(let ((v# ,x)) ,(list '+ 'v# 1)))
(console.log (m 2))
