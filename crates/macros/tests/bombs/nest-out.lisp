(defmacro m () (let ((x 1)) (for ((let i 0) (< i 1000000) (++ i)) (set! x [x])) x))
(console.log (m))
