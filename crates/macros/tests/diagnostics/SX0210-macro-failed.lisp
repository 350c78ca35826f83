(defmacro m (x) (throw (new Error "no good")))
(m 1)
(defmacro n (x) x.missing.more)
(n 1)
