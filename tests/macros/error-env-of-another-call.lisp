; What &env was in a call that is over is no answer in another.
(begin-for-syntax (let saved nil))
(defmacro keep () (set! saved &env) nil)
(defmacro ask (name) (.has saved name))
(keep)
(defn f (zz) (ask zz))
(f 1)
;=> error SX0210
