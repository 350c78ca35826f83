(defmacro dot-in-the-middle (a . b c) `[,a ,b])
(defmacro dot-at-the-end (a .) a)
(defmacro two-optionals (&optional a &optional b) `[,a ,b])
(console.log (dot-in-the-middle 1 2) (dot-at-the-end 1) (two-optionals 1))
