(defmacro one () (throw {:a 1 :b ["x" 'y]}))
(defmacro two () (throw '(a "b" :c)))
(console.log (one) (two))
