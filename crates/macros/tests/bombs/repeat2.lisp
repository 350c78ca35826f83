(defmacro m () (let ((s "x")) (while true (set! s (+ s s))) s))
(console.log (m))
