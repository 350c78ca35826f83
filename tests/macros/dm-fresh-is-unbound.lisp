; A fresh symbol that nothing binds is not the caller's variable.
(const x 3)
(defmacro bad () `(+ x# 1))
(bad)
;=> error SX0160
