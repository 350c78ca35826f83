; An operand `(var x)` that a macro drops, quotes or puts into a function declares nothing here.
(const x 1)
(defmacro q (form) `(quote ,form))
(defmacro drop (form) null)
(defmacro text (form) (.text form))
(defn quoted () (q (var x)) x)
(defn dropped () (drop (var x 2)) x)
(defn dropped-then-const () (drop (var y 2)) (const y 3) y)
(defn inner () (drop (var x 2)) (const g (fn () (var x 3) x)) [(g) x])
(defmacro in-function (form) `((fn () ,form x)))
(defn wrapped () [(in-function (var x 4)) x])
(defn block-level () (let ((x 7)) (drop (var x 3)) x))
(defn partly () (drop (var x 2)) (if true (var x 5)) x)
(drop (var top 1))
(const top 2)
[(quoted) (dropped) (dropped-then-const) (inner) (wrapped) (block-level) (partly) top]
;=> [1,1,3,[3,1],[1,1],7,5,2]
