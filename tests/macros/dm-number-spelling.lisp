(defmacro m (x) `[,x ,(+ x 0)])
(m 0x10)
;=> [16,16]
