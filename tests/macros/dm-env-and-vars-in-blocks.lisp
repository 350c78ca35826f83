; A `var` in a block of an expansion is there for the calls below it, for those above it is not.
(defmacro make (x) `(var ,x 1))
(defmacro make-in-block (x) `(block (var ,x 1)))
(defmacro is-there (x) (.has &env x))
(defn below () (make-in-block p) (is-there p))
(defn above () (const before (is-there p)) (make-in-block p) before)
(defn behind-a-block () (block (make p)) (is-there p))
(defn behind-a-loop () (for-of (x [1]) (make p)) (is-there p))
(defn behind-a-condition (c) (if c (make p)) (is-there p))
(defmacro twice (a b) `(begin ,b ,a))
(defn by-where-it-is-written () (twice (make-in-block p) (const found (is-there p))) found)
(make-in-block top)
[(below) (above) (behind-a-block) (behind-a-loop) (behind-a-condition true) (by-where-it-is-written) (is-there top)]
;=> [true,false,true,true,true,true,true]
