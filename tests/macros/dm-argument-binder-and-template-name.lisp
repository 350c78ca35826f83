(const x "module")
(defmacro m (id) `(let ((,id "inner")) [,id x]))
(m x)
;=> ["inner","module"]
