(defmacro m () (let ((x {:a 1})) (set! x.b x) x))
(console.log (m))
