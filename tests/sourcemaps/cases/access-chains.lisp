;; Property access, optional chains, js/get and friends, list functions, object literals.
;; frames:
;;   order-status         (order.lines.^map (fn
;;   report-all           (^order-status o)

(const dash-key "first-key")
(const registry
  {:plain-key 1
   dash-key
   "quoted key" 2
   7 "seven"
   [(+ dash-key "!")] 3
   :deep {:list [1 2 {:last-item "end"}]}
   (get size-of () 4)
   (set size-of (v) (console.log "set" v))
   (method shout-at (who (= times 1)) (.repeat #`${who}! ` times))
   ...{:spread-key true}})

(console.log registry.dash-key (js/get registry "quoted key") (js/get registry 7) (. registry ["plain-key"]))
(console.log registry?.deep?.list registry.missing?.deeper.still (registry.shout-at?. "you" 2) (registry.nope?. 1))
(js/set! registry dash-key "changed")
(js/set! registry "newProperty" (js/call registry "shoutAt" "all"))
(set! registry.size-of 5)
(set! (. registry deep list [0]) 10)
(console.log (. registry deep list [2] last-item) (js/get? nil "x") (.-length (Object.keys registry)))
(console.log (js/new Map [["k" 1]]) (new Date 0) (js/global "Math"))
(console.log (. [3 1 2] (sort (fn (a b) (- a b))) (map (fn (n) (* n 10))) (at -1)))
(console.log (list 1 2 3) (car [1 2]) (cdr [1 2 3]) (cons 0 [1]) (nth [5 6] 1) (map + [1 2] [3 4]))
(console.log (apply Math.max [1 5 3]) (reduce * 1 [2 3 4]) (length "four") (append [1] [2 3]) (range 3))
(delete registry.deep)
(console.log (in "deep" registry) (void 0) (typeof registry.deep))

(defn order-status (order)
  (order.lines.map (fn (line) line.status)))

(defn report-all (orders)
  (for-of (o orders)
    (console.log (order-status o))))

(report-all [{:lines [{:status "sent"}]} {:lines nil}])
