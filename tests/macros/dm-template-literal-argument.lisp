(defmacro pass (t) `(list ,t))
(const x 1)
(pass #`v${x}`)
;=> ["v1"]
