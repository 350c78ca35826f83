(const known 1)
(defmacro bound (n) (if (.has &env n) 1 0))
(let ((local 2)) [(bound known) (bound local) (bound nothing-of-this-name)])
;=> [1,1,0]
