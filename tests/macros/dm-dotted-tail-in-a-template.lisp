; A name behind a dot is a tail of its own in a quasiquote; an unquote or a list there has elements.
(defmacro def-let (name var) `(defmacro ,name (,var . body) `(let ((y ,,var)) ,@body)))
(def-let with-y value)
(defmacro text (a . xs) (form-text `(,a . ,xs)))
(defmacro of-list () (form-text `(a . (b c))))
[(with-y 1 2 (+ y 3)) (text 1 2 3) (of-list) `(a . b) `(a . ,[1 2]) `(a . (b ,(+ 1 2))) `(a . "xy")]
;=> [4,"(1 2 3)","(a b c)",["a",".","b"],["a",1,2],["a","b",3],["a",".","xy"]]
