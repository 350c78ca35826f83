; A fresh symbol is no label of its name.
(defmacro leave () `(break out#))
(label out (while true (leave)))
;=> error SX0155
