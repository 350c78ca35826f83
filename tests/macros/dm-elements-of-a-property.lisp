; Parameters take properties of operands apart: names have elements, forms have what is in them.
(defmacro initial ({:name [first]}) first)
(defmacro second-of ({:1 [first]}) first)
(defmacro or-nothing ({:no-such (= [first] ["nothing"])}) first)
[(initial abc) (initial :xyz) (second-of [[1] [2]]) (or-nothing [1])]
;=> ["a","x",2,"nothing"]
