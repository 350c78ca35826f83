(begin-for-syntax (const calls 0))
(defmacro m () (set! calls (+ calls 1)) calls)
(m)
;=> error SX0210
