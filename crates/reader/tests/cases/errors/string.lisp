(def a "text)
(def b "more")
(def c 1)
