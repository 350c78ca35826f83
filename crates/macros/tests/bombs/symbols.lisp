(defmacro m () (for ((let i 0) true (++ i)) (symbol (+ "x" i))) 1)
(console.log (m))
