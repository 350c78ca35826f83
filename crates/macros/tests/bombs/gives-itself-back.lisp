(defmacro m () &form)
(console.log (m))
