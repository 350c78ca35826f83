;; map, filter, reduce over arrays of numbers and objects.

(defn make-orders (count)
  (Array.from {:length count}
    (fn (_ i)
      {:id i
       :price (% (* i 7919) 1000)
       :quantity (+ 1 (% i 9))
       :region (% i 5)})))

(defn total-by-region (orders)
  (. orders
     (filter (fn (order) (not= (% order.id 3) 0)))
     (map (fn ({region price quantity}) {region :amount (* price quantity)}))
     (reduce (fn (totals {region amount})
               (set! (. totals [region]) (+ (. totals [region]) amount))
               totals)
             [0 0 0 0 0])))

(const orders (make-orders 20000))
(let checksum 0)
(for ((let round 0) (< round 2000) (++ round))
  (const totals (total-by-region orders))
  (set! checksum (% (+ checksum (. totals [(% round 5)])) 1000003)))
(console.log #`pipeline ${checksum}`)
