;; A record has its constructor already.
(defrecord P (x) (constructor (x) (set! this.x x)))
(new P 1)
;=> error SX0151
