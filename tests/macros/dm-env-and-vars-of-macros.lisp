; A macro that asks for a name and else makes a `var`: the first call declares, the others set.
(defmacro put (x v) (if (.has &env x) `(set! ,x ,v) `(var ,x ,v)))
(defmacro make (x v) `(var ,x ,v))
(define-syntax own (syntax-rules () ((_ v to) (begin (put t v) (put t (+ t 1)) (to.push t)))))
(const seen [])
(let around 0)
(defn in-blocks (c) (if c (put b 1)) (put b 2) b)
(defn in-a-function () (const g (fn () (put b 3))) (put b 1) (g) b)
(defn in-a-loop () (for-of (x [1 2 3]) (put sum 0) (put sum (+ sum x))) sum)
(defn finds-around () (put around 7) (put inner 1) (put inner 2) inner)
(defn hides-around (c) (if c (begin (put around 8))) (if c (begin (make around 9))) around)
(defn of-each () (own 1 seen) (if true (begin (own 5 seen))))
(begin-for-syntax
  (put q 1) (put q 2)
  (defn helper () (put z 3) (put z 4) [z q]))
(defmacro helpers () `[,@(helper)])
(of-each)
(put top (in-blocks true))
(put top (+ top 1))
[top (in-a-function) (in-a-loop) (finds-around) (hides-around true) around seen (helpers)]
;=> [3,3,3,2,9,7,[2,6],[4,2]]
