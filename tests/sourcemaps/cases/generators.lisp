;; Generators, async generators, delegation, spread of iterables.
;; frames:
;;   check-limit          (^new RangeError "over the limit")
;;   count-up             (^check-limit current limit)
;;   take-while           (for-of (^value values)

(defn check-limit (current limit)
  (if (> current limit)
      (throw (new RangeError "over the limit"))))

(defn* count-up (from limit)
  (let current from)
  (while true
    (check-limit current limit)
    (const step (yield current))
    (set! current (+ current (?? step 1)))))

(defn* tree-leaves (node)
  (if (Array.isArray node)
      (for-of (child node)
        (yield* (tree-leaves child)))
      (yield node)))

(defn take-while (keep? values)
  (const taken [])
  (for-of (value values)
    (unless (keep? value)
      (return taken))
    (taken.push value))
  taken)

(async (defn* ticks (count)
  (for ((let i 0) (< i count) (++ i))
    (yield (await i)))))

(defn collect-ticks (count)
  (const seen [])
  (for-await (tick (ticks count))
    (seen.push tick))
  seen)

(const sequences
  {(method* squares (n) (dotimes (i n) (yield (* i i))))
   (async (method* delayed-squares (n) (yield* (this.squares n))))})
(console.log [...(sequences.squares 4)] (await (.next (sequences.delayed-squares 2))))
(console.log [...(tree-leaves [1 [2 [3 4]] 5])] (await (collect-ticks 3)))
(console.log (take-while (fn (n) (< n 4)) (count-up 1 9)))
(const steps (count-up 10 99))
(console.log (.-value (steps.next)) (.-value (steps.next 5)) (Math.max ...(take-while (fn (n) (< n 3)) (count-up 0 5))))
(take-while (fn (n) (< n 99)) (count-up 7 8))
