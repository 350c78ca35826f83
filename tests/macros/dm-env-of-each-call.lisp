(defmacro bound? (x) (.has &env x))
(defn f (q) (bound? q))
[(bound? q) (f 1) (let ((q 1)) (bound? q)) (bound? q)]
;=> [false,true,true,false]
