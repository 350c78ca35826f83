(defmacro reversed (...xs) (.reverse xs) `[,@xs])
(reversed 1 2 3)
;=> [3,2,1]
