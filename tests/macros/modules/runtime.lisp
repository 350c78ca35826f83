(defmacro size-of-table () (String __at.length))
