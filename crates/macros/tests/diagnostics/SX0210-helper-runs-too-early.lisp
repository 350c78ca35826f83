(begin-for-syntax (const early (later 1)))
(begin-for-syntax (defn later (x) x))
