; A `var` of a macro is what mentions above it mean, whatever else the name is.
(const seen [])
(defmacro mk (name value) `(var ,name ,value))
(const x 1)
(defn default-of-inner () (const g (fn ((= a x)) a)) (if true (mk x 2)) (g))
(defn prelude-macro () (const g (fn () (print 3))) (if true (mk print (fn (v) [v]))) (g))
(defn as-value () (const g (fn () inc)) (if true (mk inc 5)) (g))
(defn special () (const g (fn () (when 3 4))) (if true (mk when (fn (a b) (+ a b)))) (g))
(defn special-value () (const g (fn () [+ not])) (if true (mk not 5)) (nth (g) 1))
(defn reduced (xs) (const g (fn () (reduce f 0 xs))) (if true (mk f (fn (...all) all.length))) (g))
(defmacro fresh (value) `(begin (const before# (fn () t#)) (if true (mk t# ,value)) (before#)))
(defn own-function () (const g (fn () x)) (block (defn x () 9) (seen.push (x))) (if true (mk x 4)) (g))
[(default-of-inner) (prelude-macro) (as-value) (special) (special-value) (reduced [1 2 3]) (begin (fresh 6)) (own-function) x]
;=> [2,[3],5,7,5,2,6,4,1]
