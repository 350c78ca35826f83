(defmacro arr (...xs) `[0 ,@xs 9])
(arr 1 2)
;=> [0,1,2,9]
