;; Destructuring in parameters, declarations, assignments, loops and catch.
;; frames:
;;   require-option       (^new TypeError
;;   open-connection      (^require-option "host-name" options)

(defn require-option (option-name options)
  (throw (new TypeError #`missing ${option-name} in ${(JSON.stringify options)}`)))

(defn split-name ([first-name last-name ...more-names])
  {first-name last-name :more more-names.length})

(defn point-distance ({x :y (= y-pos 0)} {:x other-x :y [lower-y upper-y]})
  (Math.hypot (- x other-x) (- y-pos (/ (+ lower-y upper-y) 2))))

(defn open-connection ((= options {}))
  (const {(= host-name (require-option "host-name" options)) (= port 80) ...other-options} options)
  {host-name port other-options})

(const [a [b (hole) c] (= d 4)] [1 [2 0 3]])
(const {:inner {:deep-value [head-item ...tail-items]} "other key" other-key [(+ "comp" "uted")] computed-value}
  {:inner {:deep-value [1 2 3]} "other key" "ok" :computed true})
(let low 1)
(let high 2)
(set! [low high] [high low])
(const target {})
(set! {:left target.left-side :right (js/get target "right")} {:left 1 :right 2})
(console.log a b c d head-item tail-items other-key computed-value low high target)
(console.log (split-name ["Ada" "King" "Lovelace" "Byron"]) (point-distance {:x 3} {:x 0 :y [3 5]}))
(for-of ([key-name {:size item-size}] (Object.entries {:box {:size 3}}))
  (console.log key-name item-size))
(try
  (JSON.parse "{")
  (catch {:name error-name :cause (= error-cause "none")}
    (console.log error-name error-cause)))
(const pick-two (fn ({first-key second-key}) [first-key second-key]))
(console.log (pick-two {"firstKey" 1 "secondKey" 2}))
(console.log (open-connection {"hostName" "localhost" :user "ada"}))
(console.log (open-connection))
