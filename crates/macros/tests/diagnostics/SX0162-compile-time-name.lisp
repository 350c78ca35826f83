(begin-for-syntax (defn helper (x) x))
(console.log (helper 1))
