(defmacro m (a &rest b) `[,a ,(.-length b)])
[(m 1) (m 1 2 3)]
;=> [[1,0],[1,2]]
