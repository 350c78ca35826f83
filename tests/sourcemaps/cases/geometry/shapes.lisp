;; The shapes of the main program.

(let made 0)

(defn assert-size (size)
  (if (<= size 0)
      (throw (new RangeError #`size ${size}`))))

(export (defn make-square (size)
  (assert-size size)
  (++ made)
  {:kind "square" size}))

(export (defn area-of (shape)
  (case shape.kind
    ("square" (** shape.size 2))
    (else NaN))))

(export (let shape-count 4))

(const unit-circle {(method radius () 1)})
(export {"unit circle" unit-circle})
(export default 10)
