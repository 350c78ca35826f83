(const a 1)
(const a 2)
(defn f () (let b 1) (const b 2) b)
(import a "m")
