(defmacro m () (let ((s "aaaaaaaaaa")) (for ((let i 0) (< i 100) (++ i)) (set! s (.replaceAll s "a" "aaaaaaaaaa"))) s))
(console.log (m))
