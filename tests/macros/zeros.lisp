(defmacro two (a b) `(list ,a ,b))
(defmacro copy (x) (x.map (fn (y) y)))
(defmacro negated (a) `(list ,a ,(* a -1)))
(defn f (x) (match x (0 -0) (_ 1)))
(defn sign (x) (if (Object.is x -0) "-0" (String x)))
(map sign (list ...(two 0 -0) ...(two -0 0) ...(copy (list 0 -0)) ...(negated 0) (f 0) (match "neg" ("pos" 0) ("neg" -0) (_ NaN))))
;=> ["0","-0","-0","0","0","-0","0","-0","-0","-0"]
