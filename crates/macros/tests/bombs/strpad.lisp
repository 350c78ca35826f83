(defmacro m () (.padStart "" 1073741823 "ab"))
(console.log (m))
