(const limit 3)
(defmacro m (x) (* limit x))
