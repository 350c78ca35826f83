(inc)
(car [1] [2])
(cons 1)
