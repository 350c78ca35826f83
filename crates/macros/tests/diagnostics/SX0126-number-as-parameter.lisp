(defmacro number (5) 1)
(defmacro optional-number (&optional (a 1 2)) 1)
(console.log (number) (optional-number 1 2))
