; Nor does that of a call around answer for one within it.
(begin-for-syntax (let saved nil))
(defmacro inner (name) (.has saved name))
(defmacro outer (form) (set! saved &env) (macroexpand form))
(defn f (zz) (outer (inner zz)))
(f 1)
;=> error SX0210
