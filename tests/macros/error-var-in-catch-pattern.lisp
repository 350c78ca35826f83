; No `var` passes what a catch pattern binds.
(defn f () (try (throw [3]) (catch [e] (var e 5) e)))
(f)
;=> error SX0151
