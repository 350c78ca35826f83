(defmacro deep (form)
  (let ((at form)) (while (Array.isArray (. at [1])) (set! at (. at [1]))) (set! (. at [1]) 5))
  `[,form ,form])
(defmacro same (...forms) `[,@forms ,@(.toReversed forms)])
(defn f (x (= y 0)) (+ x y))
[(deep (f (f (f 1) (f 2)) (f 3))) (same (f 1) [] [(f 2 3) (f (f 4))] {})]
;=> [[10,10],[1,[],[5,4],{},{},[5,4],[],1]]
