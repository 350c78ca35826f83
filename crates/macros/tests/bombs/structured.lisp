(defmacro m () (let ((a [1])) (for ((let i 0) (< i 40) (++ i)) (set! a [a a])) a))
(console.log (m))
