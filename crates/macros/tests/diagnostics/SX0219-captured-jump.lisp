(defmacro lp (...b) `(label out (while true ,@b (break))))
(defn f ()
  (label out
    (while true
      (lp (when (f) (break out)))
      (return 1)))
  2)
; A label of its own, and one that the template has a scope of its own for, see nothing of that.
(defmacro own (...b) `(label out# (while true ,@b (break))))
(defn g ()
  (label out
    (while true
      (own (break out))
      (lp (label out (while true (continue out))))
      (lp (label other (while true (break other)))))))
; What the language or the prelude calls so is the template's own.
(defmacro with-list (x) `(label list (let ((list 1)) ,x)))
(defn h (list)
  (label list
    (while list (with-list (begin (g list) (break list))))))
