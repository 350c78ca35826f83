(defmacro m () (let ((a [])) (a.push a) a))
(console.log (m))
