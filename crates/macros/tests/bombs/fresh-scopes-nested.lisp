(defmacro m (n)
  (const gs (.map (Array.from {:length n}) (fn () (gensym))))
  (let r `(f ,@gs)) (.forEach (.slice gs 0 1500) (fn (g) (set! r `(fn (,g) ,r)))) `(fn (,@gs) ,r))
(console.log (m 20000))
