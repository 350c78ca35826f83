(defmacro m () (let ((x [1])) (x.push x) x))
(console.log (m))
