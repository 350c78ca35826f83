; What `begin-for-syntax` defines is no name of the program, whose names templates bind and mean.
(begin-for-syntax (const it 1) (const x 7) (defn value (x) x))
(defmacro with-it (e ...b) `(let ((it ,e)) ,@b))
(defmacro apply-x (e) `((fn (x) (+ x ,e)) 1))
(defmacro def-value (e) `(def value ,e))
(defn f (it) (with-it 5 it))
(defn g (x) (apply-x x))
(def-value 4)
[(f 9) (g 10) value (with-it 3 it)]
;=> [5,2,4,3]
