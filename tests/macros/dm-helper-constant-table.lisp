(begin-for-syntax (const table (Array.from {:length 5} (fn (x i) (* i i)))))
(defmacro square-table () `[,@table])
(square-table)
;=> [0,1,4,9,16]
