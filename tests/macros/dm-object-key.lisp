(defmacro m (k v) `{,k ,v})
(m :size 3)
;=> {"size":3}
