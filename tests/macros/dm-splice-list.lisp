(defmacro call (f ...args) `(,f ,@args))
(call + 1 2 3)
;=> 6
