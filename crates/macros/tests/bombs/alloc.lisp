(defmacro m () (const a []) (while true (a.push (.repeat "x" 1000000))) 1)
(m)
