; A `var` in a `catch` of its name assigns what is caught, and is the function's behind it.
(defmacro mk () `(var e 5))
(defn f ()
  (const seen [])
  (try (throw 3) (catch e (seen.push e) (when true (mk)) (seen.push e)))
  (seen.push e)
  seen)
(defn g ()
  (try (throw 3) (catch e (try (throw 4) (catch e (while true (mk) (break)))) (var inner e)))
  [inner e])
(defn h ()
  (try (throw 3) (catch e (for-of ((var e) [7]) (when false (mk))) (var inner e)))
  [inner (= e undefined)])
[(f) (map (fn (x) (or x "none")) (g)) (h)]
;=> [[3,5,null],[3,"none"],[7,true]]
