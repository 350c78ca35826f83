; Templates of two helpers name one thing alike, though each stands in a function of its own.
(const x 1)
(begin-for-syntax
  (defn binding (e) `(x ,e))
  (defn use () (let ((local 1)) `x)))
(defmacro with-x (e) `(let (,(binding e)) [,(use) x ,((fn () `(+ x 1)))]))
(defn f () [(with-x 10) x])
(f)
;=> [[10,10,11],1]
