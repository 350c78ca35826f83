; The object of a callee stays its `this` however the member is written, over one list and several, in templates too.
(const o {:in {:k 2 (method add (x y) (+ this.k x (?? y 0)))}})
(const key "add")
(define-syntax map-add (syntax-rules () ((_ o xs ...) (map o.add xs ...))))
(defn get-in () o.in)
(class Base (method add (x y) (+ x (?? y 0))))
(class Sub (extends Base)
  (method add () "wrong")
  (method one () (map (. super add) [1]))
  (method two () [(map (. super add) [1] [2]) (map (js/get super "add") [1] [2])]))
[(map (. o in [key]) [1]) (map (. o in ?.add) [1]) (map (?.-add o.in) [1]) (map (js/get? o.in key) [1])
 (map (-> o .-in .-add) [1] [2]) (map (. o in [key]) [1] [2]) (map (?.-add o.in) [1] [2])
 (map-add (get-in) [1]) (map-add (get-in) [1] [2]) (map-add o.in [1] [2])
 (.one (new Sub)) (.two (new Sub)) (map Math.max [1 5] [3 4] [2 2] [9 0])]
;=> [[3],[3],[3],[3],[5],[5],[5],[3],[5],[5],[1],[[3],[3]],[9,5]]
