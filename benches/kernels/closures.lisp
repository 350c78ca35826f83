;; Makes and calls closures: counters, partial application, composition.

(defn make-counter (start step)
  (let count start)
  (fn ()
    (set! count (& (+ count step) 0xFFFF))
    count))

(defn partial (f a)
  (fn (b) (f a b)))

(defn compose (f g)
  (fn (x) (f (g x))))

(defn add (a b) (& (+ a b) 0xFFFF))

(defn run (rounds)
  (let checksum 0)
  (for ((let round 0) (< round rounds) (++ round))
    (const counter (make-counter round 7))
    (const step (compose (partial add round) (partial add 3)))
    (let value 1)
    (for ((let i 0) (< i 50) (++ i))
      (set! value (step (+ value (counter)))))
    (set! checksum (add checksum value)))
  checksum)

(console.log #`closures ${(run 3000000)}`)
