(defmacro m (x) `(begin (m ,(gensym)) (m ,(gensym))))
(m 1)
