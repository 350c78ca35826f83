(defmacro fib-table (n) (const out [0 1]) (while (< out.length n) (out.push (+ (.at out -1) (.at out -2)))) `[,@out])
(fib-table 8)
;=> [0,1,1,2,3,5,8,13]
