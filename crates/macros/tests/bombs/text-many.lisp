(defmacro m (n) (let s "x") (dotimes (i 23) (set! s (+ s s))) (+ s n))
(console.log (m 1) (m 2) (m 3) (m 4) (m 5) (m 6) (m 7) (m 8) (m 9) (m 10) (m 11))
