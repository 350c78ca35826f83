(defmacro m () [(new Proxy {} {(method getPrototypeOf () (while true) 1)})])
(m)
