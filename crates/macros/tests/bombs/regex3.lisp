(defmacro m () (.length (.replace (.repeat "a" 300000) #/(a*)*b/g "c")))
(console.log (m))
