;; Every loop head, breaks and continues, labels, switch, named let.
;; frames:
;;   sum-digits           (^new Error "odd digit")
;;   walk-grid            (^sum-digits cell)

(defn sum-digits (n)
  (let rest-of n)
  (let sum 0)
  (while (> rest-of 0)
    (const digit (% rest-of 10))
    (+= sum digit)
    (set! rest-of (Math.floor (/ rest-of 10)))
    (if (= digit 9) (throw (new Error "odd digit"))))
  sum)

(defn walk-grid (grid)
  (let visited 0)
  (label rows
    (for-of ([row-index row] (grid.entries))
      (for ((let column-index 0) (< column-index row.length) (++ column-index))
        (const cell (js/get row column-index))
        (if (< cell 0) (continue rows))
        (when (= cell 1000)
          (break rows))
        (+= visited (sum-digits cell)))))
  visited)

(defn fill-up (limit)
  (let steps 0)
  (do-while (< steps limit)
    (++ steps))
  (for ((let (i 0) (j limit)) (< i j) (comma (++ i) (-- j)))
    (-= steps 1))
  steps)

(defn own-keys (object)
  (const found [])
  (for-in (key-name object)
    (found.push key-name))
  (for-in ((let other) object)
    (set! other (other.to-upper-case))
    (found.push other))
  found)

(defn count-down (from-number)
  (let loop ((n from-number) (acc []))
    (if (= n 0)
        acc
        (loop (- n 1) [...acc n]))))

(defn day-kind (day)
  (switch day
    (case 0)
    (case 6 (return "weekend"))
    (default (return "weekday"))))

(defn season (month)
  (case month
    ((12 1 2) "winter")
    (7 "summer")
    (else "between")))

(defn first-even (numbers)
  (let i 0)
  (while true
    (if (>= i numbers.length) (return undefined))
    (const candidate (js/get numbers (post++ i)))
    (unless (% candidate 2)
      (return candidate))))

(console.log (walk-grid [[12 34] [-1 5] [7]]) (fill-up 4) (own-keys {:left 1 :right-side 2}))
(console.log (day-kind 6) (season 7) (count-down 3) (first-even [1 3 4]))
(dotimes (i 2) (console.log "turn" i))
(dolist (x [1 2]) (console.log "item" x))
(console.log (walk-grid [[1 2] [39 4]]))
