(defmacro m () (let ((e (new Error "x"))) (Object.defineProperty e "message" {(method get () (while true) 1)}) (throw e)))
(m)
