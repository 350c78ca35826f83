(defmacro m (c &body forms) `(if ,c (begin ,@forms)))
(let n 0)
(m true (++ n) (++ n))
n
;=> 2
