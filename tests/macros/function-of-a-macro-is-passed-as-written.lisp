;; `map` passes the item alone, but to a function that asks for more where it stands: written there by a macro, too.
(define-syntax id (syntax-rules () ((_ x) x)))
(defmacro numbered (name) `(fn (item ,name) [,name item]))
[(map (fn (x i) [i x]) ["a" "b"])
 (map (id (fn (x i) [i x])) ["a" "b"])
 (map (id (numbered n)) ["a" "b"])
 (map (id parseInt) ["10" "10"])]
;=> [[[0,"a"],[1,"b"]],[[0,"a"],[1,"b"]],[[0,"a"],[1,"b"]],[10,10]]
