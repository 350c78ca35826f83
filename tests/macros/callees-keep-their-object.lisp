; What `map` and its kin call is a place in whichever spelling, over one list or several; operators take all lists.
(const acc {:sum 0 (method add (x y) (set! this.sum (+ this.sum x (?? y 0))) this.sum)})
(let calls 0)
(defn get-acc () (set! calls (+ calls 1)) acc)
[(map acc.add [1 2])
 (map (. acc add) [1 2])
 (map (.-add acc) [1 2])
 (map (js/get (get-acc) "add") [1 2])
 (map acc.add [1 2] [3 4])
 (map (. (get-acc) add) [1 2] [1 1])
 (map (js/get acc "add") [1 2] [1 1])
 (reduce (. acc add) 0 [1])
 (map + [1 2] [10 20] [100 200])
 (map (function (x) arguments.length) [1 2])
 calls]
;=> [[1,3],[4,6],[7,9],[10,12],[16,22],[24,27],[29,32],33,[111,222],[1,1],2]
