(begin-for-syntax
  (defn chance ()
    (try (Math.random) (catch e 4))))
(defmacro four () (chance))
(defmacro later (x)
  (try (Date.now) (catch e (throw (new Error "another")))))
(defmacro asks () (and (= (typeof Date.now) "function") (in "now" Date)))
(console.log (four))
(console.log (later 1))
(console.log (asks))
(begin-for-syntax
  (const seed (try (Math.random) (catch e 4))))
