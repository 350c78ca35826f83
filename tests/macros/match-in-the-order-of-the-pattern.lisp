(def log [])
(defn get-o () {(get a () (log.push "a") 1) (get b () (log.push "b") 2) (get c () (log.push "c") 3)})
(def r1 (match (get-o) ({:a 1 :b x ...others} [x others])))
(def xs [1 2])
(def r2 (match xs ([a (is? (fn (y) (set! (. xs [0]) 9) true) b)] [a b])))
(def r3 (match (get-o) ({:a y :b x ...others} [x y others])))
(def r4 (match (get-o) ({:a y :b _ ...others} (when (> y 0)) [y others])))
(def r5 (match [{:a 1 :b 2} 4] ([{:a y ...others} (or 3 (is? (fn (q) true)))] [y others])))
(def r6 (match xs ([a (= (begin (set! (. xs [0]) 10) 2))] a)))
[r1 r2 r3 r4 r5 r6 (log.join "")]
;=> [[2,{"c":3}],[1,2],[2,1,{"c":3}],[1,{"c":3}],[1,{"b":2}],9,"abcabcabc"]
