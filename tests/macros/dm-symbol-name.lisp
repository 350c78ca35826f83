(defmacro name-of (s) (symbol-name s))
(name-of some-name)
;=> "some-name"
