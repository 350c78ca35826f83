(defn* f () (await 1))
(class A (get p () (await 1)))
