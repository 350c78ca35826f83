(const a.b 1)
(defn f (this) 1)
(let ((super 1)) 1)
