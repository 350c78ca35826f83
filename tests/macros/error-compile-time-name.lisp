(begin-for-syntax (def x 1))
(list x)
;=> error SX0162
