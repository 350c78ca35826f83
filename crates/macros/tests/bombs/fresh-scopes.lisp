(defmacro m (n)
  `(let* (,@(.map (Array.from {:length n}) (fn (u i) [(gensym) i]))) 1))
(console.log (m 20000))
