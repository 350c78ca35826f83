; The same in each kind of function, in functions that are expanded twice, and at the top.
(defmacro mk (name value) `(var ,name ,value))
(defn f () (const g (fn () (nested (fn () x)))) (defn nested (h) (const i (fn () [x (h) print])) (if true (mk x 3)) (if true (mk print 4)) (i)) (if true (mk x 1)) (g))
(define-syntax twice (syntax-rules () ((_ form) [form form])))
(defn g () (twice ((fn () (const i (fn () when)) (if true (mk when 1)) (i)))))
(defmacro later () `(fn () (const i (fn () when)) (if true (mk when 1)) (i)))
(class A (static-block (const k (fn () y)) (if true (mk y 5)) (set! (.-v this) (k))) (method m () (const k (fn () y)) (if true (mk y 6)) (k)) (field z (fn () (const k (fn () y)) (if true (mk y 7)) (k))))
(const top (fn () when))
(if true (mk when 9))
(for-of (i [1]) (mk in-loop i))
[(f) (g) ((later)) A.v (.m (new A)) (.z (new A)) (top) in-loop]
;=> [[3,1,4],[1,1],1,5,6,7,9,1]
