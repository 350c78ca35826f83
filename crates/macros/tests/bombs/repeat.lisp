(defmacro m () (.repeat "x" 1000000000))
(console.log (m))
