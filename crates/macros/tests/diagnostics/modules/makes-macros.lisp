(define-syntax def-failing
  (syntax-rules ()
    ((_ name)
     (defmacro name (x)
       (throw (new Error "oops"))))))
(def-failing made-there)
