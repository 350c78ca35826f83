(defmacro m ()
  (throw 5))
(m)
(defmacro n ()
  (try (throw {:a 1})
    (catch e
      (throw e))))
(n)
(begin-for-syntax
  (defn helper () (throw "text")))
(defmacro o () (helper))
(o)
