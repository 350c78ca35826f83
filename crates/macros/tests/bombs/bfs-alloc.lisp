(begin-for-syntax (def a []) (while true (a.push (.fill (new Array 1000) 1))))
(m)
