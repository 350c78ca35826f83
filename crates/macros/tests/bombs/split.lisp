(defmacro m () (.split (.repeat "ab" 50000000) ""))
(console.log (m))
