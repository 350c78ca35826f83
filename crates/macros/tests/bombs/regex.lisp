(defmacro m () (if (.test #/^(a+)+$/ "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab") 1 2))
(console.log (m))
