(defmacro slow (n) (let ((s 0)) (for ((let i 0) (< i 20000000) (++ i)) (+= s i)) s))
(console.log (slow 1)) (console.log (slow 2))
