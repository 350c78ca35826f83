(set! 1 2)
(set! (Math.max 1) 2)
(+= "a" 1)
(++ (+ 1 2))
