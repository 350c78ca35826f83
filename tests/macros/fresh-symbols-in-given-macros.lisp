;; `x#` and what `gensym` gives are symbols of their own in the code of macros that macros give.
(defmacro mk (m) `(defmacro ,m (e) `(let ((x# 6)) [x# ,e])))
(defmacro mk-two (m) `(defmacro ,m (a) `(let ((y# ,a)) (let ((y 2)) [y# y]))))
(defmacro mk-const (m) (let ((g (gensym "x"))) `(begin (const ,g 5) (defmacro ,m (e) `[,',g ,e]))))
(begin-for-syntax (defn wrapped (form) `(let ((t# 1)) (list t# ,form))))
(defmacro mk-helped (m) `(defmacro ,m (e) (wrapped e)))
(const x 1)
(const y 3)
(const t 4)
(mk m)
(mk-two two)
(mk-const c)
(mk-helped h)
[(m x) (two 1) (two y) (c x) (h t)]
;=> [[6,1],[1,2],[3,2],[5,1],[1,4]]
