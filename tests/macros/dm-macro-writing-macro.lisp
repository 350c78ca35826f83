(defmacro def-const-macro (name value) `(defmacro ,name () ,value))
(def-const-macro seven 7)
(+ (seven) (seven))
;=> 14
