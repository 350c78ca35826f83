(if true (const a 1))
(console.log (def b 2))
(defn f () (if true (defn g () 1)))
