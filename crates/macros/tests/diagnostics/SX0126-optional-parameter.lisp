(defmacro given (&optional (a 1 given?)) a)
