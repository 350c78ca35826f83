(defn f (x)
  (match x
    (#/^a(b+)/i "regex")
    (undefined "undefined")
    (NaN "NaN")
    ([(n : number)] n)
    ({own-name :other-name o} [own-name o])
    ({:kind "k" :v (is? Number.isFinite q)} q)
    ({a : string ...others} [a others])
    ({:p (or undefined 1)} "p")
    ({} "object")
    (\let ["name" (typeof \let)])))
[(f "Abb") (f "xab") (f undefined) (f NaN) (f [3]) (f [1 2]) (f {:ownName 1 :other-name 2}) (f {:own-name 1})
 (f {:kind "k" :v 3}) (f {:kind "k" :v "3"}) (f {:a "s" :t 1}) (f {:p undefined}) (f 5) (f f) (f null)]
;=> ["regex",["name","string"],"undefined","NaN",3,"object",[1,2],"object",3,"object",["s",{"t":1}],"p",["name","number"],["name","function"],["name","object"]]
