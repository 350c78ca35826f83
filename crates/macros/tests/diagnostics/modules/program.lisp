(defn hidden (x) x)
(defmacro show (x) `(hidden ,x))
(hidden 1)
