(begin-for-syntax
  (let calls 10)
  (defn helper (x) (++ calls) (str "whisper " x " " calls)))
(defmacro whisper (x) (helper x))
