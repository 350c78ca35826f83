;; Functions that call functions; names in kebab-case.
;; frames:
;;   reject-order         (^new RangeError
;;   check-stock?         (^reject-order item missing)
;;   order-total          (^check-stock? item)
;;   print-receipt        (^order-total items)

(const tax-rate 0.19)
(const stock-levels {"apple" 12 "pear" 3 :fig 0})

(defn reject-order (item missing)
  "Says that `item` cannot be delivered."
  (throw (new RangeError #`${item.name}: ${missing} too many`)))

(defn check-stock? (item)
  (let* ((in-stock (js/get stock-levels item.name))
         (missing (- item.count in-stock)))
    (if (> missing 0)
        (reject-order item missing)
        true)))

(defn with-tax (net)
  (* net (+ 1 tax-rate)))

(defn order-total (items)
  (let total 0)
  (for-of (item items)
    (if (check-stock? item)
        (+= total (with-tax (* item.price item.count)))))
  total)

(defn print-receipt (items)
  (console.log "total:" (.to-fixed (order-total items) 2)))

(print-receipt [{:name "apple" :price 0.5 :count 3}])
(print-receipt [{:name "apple" :price 0.5 :count 2} {:name "fig" :price 1.25 :count 7}])
