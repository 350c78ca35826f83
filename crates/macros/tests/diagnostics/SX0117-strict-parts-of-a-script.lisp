(file :goal script)
(defn f () (directive "use strict") (for-in ((var x 1) {}) x))
(for-in ((var y 1) {}) y)
