(begin-for-syntax
  (let calls 0)
  (defn helper (x) (++ calls) (str "shout " x " " calls)))
(defmacro shout (x) (helper x))
