;; A `var` that a macro makes for the caller in a block is the function's, also for what stands above the call.
(def x 1)
(def seen [])
(defn note (...all) (seen.push ...all))
(define-syntax x-of (syntax-rules () ((_) (note x))))
(define-syntax mk (syntax-rules () ((_ n v) (begin (var n v) (x-of)))))
(define-syntax each (syntax-rules () ((_ n xs) (for-of ((var n) xs) (note n)))))
(defn above () (note (typeof x)) (x-of) (const get (fn () x)) (if true (mk x 2)) (note (get)) x)
(defn inside ((= before x)) (let ((x 5)) (note x)) (set! x 3) (while (= x 3) (mk x 4)) [before x])
(defn in-head () (note (typeof x)) (if true (each x [6])) x)
(defn around (x) (defn inner () (note (typeof x)) (if true (mk x 7)) x) [(inner) x])
(defn unbound () (note (typeof q)) (const get (fn () q)) (if true (mk q 8)) (get))
(const fixed 0)
(defn assigned () (set! fixed 3) (if true (mk fixed 4)) fixed)
[(assigned) (above) (inside) (in-head) (around 9) (unbound) x (seen.join " ")]
;=> [4,2,[1,4],6,[7,9],8,1,"1 undefined 1 1 2 5 1 undefined 6 undefined 1 undefined 1"]
