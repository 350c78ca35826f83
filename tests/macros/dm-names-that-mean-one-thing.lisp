; `js/NAME` is the special form whatever the file calls NAME, and `\name` in a template is what it is where the macro is
; defined.
(const if 1)
(const x 1)
(defmacro choose (c) `(js/if ,c 2 3))
(defmacro choose-list (c) (list 'js/if c 2 3))
(defmacro both () `[x \x])
(defmacro same (form) form)
(defn f (x) (both))
(defn g (if) [(choose 0) (choose-list 1)])
[(choose 0) (choose-list if) (f 5) (same (js/if 0 1 2)) (g 7)]
;=> [3,2,[1,1],2,[3,2]]
