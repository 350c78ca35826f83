(defmacro obj (...pairs) `{:first 0 ,@pairs})
(obj :a 1 :b 2)
;=> {"first":0,"a":1,"b":2}
