(defmacro m args (.-length args))
[(m) (m 1 2)]
;=> [0,2]
