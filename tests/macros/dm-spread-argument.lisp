(defmacro all (...xs) `[,@xs])
(const more [2 3])
(all 1 ...more)
;=> [1,2,3]
