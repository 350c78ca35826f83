; What a template names is what is bound around the macro, though the macro's own code calls something else so.
(const x "module")
(defn w (v) (* 10 v))
(const m "file")
(defmacro by-param (x) `[x ,x])
(defmacro by-let (e) (let ((x 1) (w 2)) `[x (w ,e) ,x ,w]))
(defmacro as-binder (w e) `(let ((,w 42)) [(w 1) ,e]))
(defmacro in-a-function (...ms) `[,@(ms.map (fn (m) `[,m m]))])
(begin-for-syntax (defn helper (x) `[x ,x]))
(defmacro by-helper (e) (helper e))
(defmacro hides-the-prelude (inc) `(inc ,inc))
(defn f (x) [(by-param 1) (by-let 3) (by-helper x)])
(defn g (inc) (hides-the-prelude inc))
[(f "local") (as-binder w w) (in-a-function 1 2) (g 5)]
;=> [[["module",1],["module",30,1,2],["module","local"]],[10,42],[[1,"file"],[2,"file"]],6]
