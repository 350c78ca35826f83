;; Statements where values are wanted: what the compiler keeps in variables maps to the forms that need it.
;; frames:
;;   must-find            (^new Error (+ "no "
;;   price-of             (^must-find name)
;;   (anonymous)          (^price-of name)

(const prices (new Map [["tea" 3] ["cake" 5]]))

(defn must-find (name)
  (or (prices.get name)
      (throw (new Error (+ "no " name)))))

(defn price-of (name)
  (const price (must-find name))
  (* price 2))

(defn describe (amount)
  (const size-word
    (cond ((< amount 3) "small")
          ((< amount 9) (console.log "measured" amount) "medium")
          (else (let ((digits (String amount)))
                  (for-of (digit digits) (console.log digit))
                  (+ "size " digits.length)))))
  (list amount size-word (try (JSON.parse "{") (catch (problem) problem.name))))

(defn first-negative (numbers)
  (const found
    (block
      (for-of (n numbers)
        (when (< n 0) (return n)))
      nil))
  (?? found "none"))

(defn countdown (from-here)
  (let next ((n from-here) (seen []))
    (cond ((= n 0) seen)
          ((= n 13) (next (- n 2) seen))
          (else (next (- n 1) (seen.concat [n]))))))

(defn collect-makers (limit)
  (const makers [])
  (let next ((i 0))
    (when (< i limit)
      (makers.push (fn () i))
      (next (+ i 1))))
  (makers.map (fn (make) (make))))

(defn fill-in (options)
  (let {retry-count} options)
  (set! retry-count (if (= retry-count undefined) (begin (console.log "default") 3) retry-count))
  (??= options.label (try (JSON.parse "\"x\"") (catch () "y")))
  (||= options.label "z")
  [retry-count options.label])

(defn read-all (queue)
  (let total 0)
  (while (begin (console.log "left" queue.length) (> queue.length 0))
    (+= total (queue.shift)))
  (do-while (< total 5)
    (++ total))
  total)

(console.log (describe 1) (describe 5) (describe 123))
(console.log (first-negative [3 -4 5]) (first-negative []) (countdown 15) (collect-makers 3))
(console.log (fill-in {:retryCount 1 :label "set"}) (fill-in {}) (read-all [1 2]))
(const totals
  (.map ["tea" "milk"]
    (fn (name) (price-of name))))
(console.log totals)
