; A clause reads a property once, in the order of the pattern, whatever is asked of it and with a guard too; a rest leaves
; keys out by reading them. The next clause looks anew.
(def log [])
(defn watched (x) (new Proxy x {:get (fn (t k) (log.push (String k)) (. t [k]))}))
(def deep
  (match (watched {:a {:b 1 :c [1 2 3]} :d 4})
    ({:a {:b x :c [1 y ...zs]} :d (and n (or 4 5))} (when (> y 1)) [x y zs n])
    (_ 0)))
(def first-log (log.splice 0))
(def rest (match (watched {:a 1 :b 2 :c 3}) ({:a x ...more} (when (= x 1)) more)))
(def second-log (log.splice 0))
(def open
  (match (watched {:a 1 :b 2})
    ({:a (or 1 _) :b (or _ 1) :a (and q (is? Number.isFinite))} (when (= q 2)) 1)
    ({:a q} (when (= q 1)) "second")))
[deep first-log rest second-log open (log.splice 0)]
;=> [[1,2,[3],4],["a","d"],{"b":2,"c":3},["a","b","c"],"second",["a","a"]]
