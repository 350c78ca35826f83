(def a [1 2)
(def b 1]
(def c {:k (f 1})

(def d 1))

(def e #`a ${(f 1]} b`)
