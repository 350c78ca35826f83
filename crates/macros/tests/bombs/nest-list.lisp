(defmacro m () (let ((x 1)) (for ((let i 0) (< i 1000000) (++ i)) (set! x `(+ 1 ,x))) x))
(console.log (m))
