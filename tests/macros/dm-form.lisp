(defmacro m (x) (.-length &form))
(m 1)
;=> 2
