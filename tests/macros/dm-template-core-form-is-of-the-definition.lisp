(defmacro m (x) `(if ,x "yes" "no"))
(let ((if (fn () "fake"))) (m true))
;=> "yes"
