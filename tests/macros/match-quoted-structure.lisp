(def kind (fn (x)
  (match x
    ('() "empty")
    ('(a b) "two names")
    ('[a (b 1 "s" null)] "nested")
    ('(_ ...) "only its own names")
    ('7 "seven")
    (_ "other"))))
(map kind [[] ["a" "b"] ["a" ["b" 1 "s" null]] ["_" "..."] ["x" "y"] 7 undefined])
;=> ["empty","two names","nested","only its own names","other","seven","other"]
