(defmacro m () (** 3n 3000000n))
(console.log (m))
