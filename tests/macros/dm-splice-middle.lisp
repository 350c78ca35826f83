(defmacro m (a b) `(list ,@a "-" ,@b))
(m (1 2) (3))
;=> [1,2,"-",3]
