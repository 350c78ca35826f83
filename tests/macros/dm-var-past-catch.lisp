; In macro code, too, a `var` in a `catch` of its name assigns what is caught.
(defmacro m () (try (throw 5) (catch e (var e 6) [`list e])))
(defmacro n () (try (throw [5]) (catch [e] (def r e) [`list (+ r 1)])))
(defmacro o () (try (throw 5) (catch () [`list 7])))
[(m) (n) (o)]
;=> [[6],[6],[7]]
