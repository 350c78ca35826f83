(defmacro m (x) (await x))
(m 1)
