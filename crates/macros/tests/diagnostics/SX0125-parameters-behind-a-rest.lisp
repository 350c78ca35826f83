(defmacro more-behind-rest (&rest a b) a)
(defmacro optional-behind-rest (...a &optional b) a)
(console.log (more-behind-rest) (optional-behind-rest))
