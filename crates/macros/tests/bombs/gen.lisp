(defmacro m () [...((function* () (while true (yield 1))))])
(m)
