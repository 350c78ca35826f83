; A `var` that a template makes under a plain name is one of the call's, wherever the macro is defined: also where the
; name is then bound beside the macro.
(defmacro aif (c a) `(begin (var it ,c) ,a))
(defmacro use () `it)
(const first (aif 5 (+ it 1)))
(defmacro count (n) `(for ((var i 0) (< i ,n) (++ i))))
(count 3)
(defn f () (defmacro m () `(var [a b] [1 2])) (m) [a b])
(defn g (it) (use))
(defmacro list-of-it () (list `var `that 5))
(list-of-it)
[first i (f) (g 7) (use) that]
;=> [6,3,[1,2],7,5,5]
