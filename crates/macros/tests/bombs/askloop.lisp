(defmacro m () (while true (macroexpand-1 '(when a b))) 1)
(console.log (m))
