(defn f () (yield 1))
(yield* [1])
