(defmacro m () (if (.test #/(x+x+)+y/ (.repeat "x" 100000)) 1 2))
(console.log (m))
