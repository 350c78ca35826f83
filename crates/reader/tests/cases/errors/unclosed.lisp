(defn a (x)
  (let ((y 1)
    (+ x y)))

(defn b (y)
  (+ y 1)

(defn c (z) z)
