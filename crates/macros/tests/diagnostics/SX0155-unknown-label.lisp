(while true (break outer))
(label a (while true (const f (fn () (break a)))))
