(defmacro m () `(quote ,(first &form)))
(m)
;=> "m"
