(defmacro kind (x) (cond ((symbol? x) "symbol") ((keyword? x) "keyword") ((Array.isArray x) "list") (else (typeof x))))
[(kind a) (kind :a) (kind (1)) (kind 1) (kind "s") (kind true)]
;=> ["symbol","keyword","list","number","string","boolean"]
