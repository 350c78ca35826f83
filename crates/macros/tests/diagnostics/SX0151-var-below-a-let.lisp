(defn f () (let ((x 1)) (var x 5)) x)
(defn g () (for-of (y [1]) (var y 5)) y)
