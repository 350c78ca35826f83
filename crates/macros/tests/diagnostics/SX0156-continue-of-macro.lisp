(declare-global x)
(label outer (when x (dotimes (i 3) (continue outer))))
(label outer (dotimes (i (x)) (continue outer)))
