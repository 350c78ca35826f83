;; A list that begins with `var` is no declaration where its head names a method or a binding, or is data of a clause.
(const x 1)
(const o {:var (fn (n) (+ n 1))})
(defn steps (name) (let other name) [(. o (var other)) (. o (var x) (toString))])
(defn bound () (let ((var x)) [var x]))
(defn bound-in-order () (let* ((var x) (y var)) [y x]))
(defn looped () (let loop ((var x)) (if (> var 3) x (loop (+ var 1)))))
(defn declared () (const (var x) (y 2)) [var y x])
(defn kind (word) (case word ((var x) "declaration") (else x)))
[(steps 5) (bound) (bound-in-order) (looped) (declared) (kind "x") (kind "y")]
;=> [[6,"2"],[1,1],[1,1],1,[1,2,1],"declaration",1]
