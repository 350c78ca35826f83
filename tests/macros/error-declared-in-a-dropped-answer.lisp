; What macroexpand gave and the macro dropped leaves no trace.
(defmacro declare () `(declare-global zzz))
(defmacro m () (macroexpand '(declare)) (macroexpand-1 '(begin (declare) 2)) 1)
(def a (m))
(+ a zzz)
;=> error SX0160
