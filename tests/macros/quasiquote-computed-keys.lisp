;; `,k` and `[,k]` are computed keys at run time as they are in macro code; `,@o` is an object there.
(const k "key")
(const j "j")
(const o {:z 9})
(defmacro made (name . entries) `{[,name] 1 ,@entries})
[`{[,k] 1 ,j 2 :c [,k] ,@o} '{[k] 1} (made k :x 2)]
;=> [{"key":1,"j":2,"c":["key"],"z":9},{"k":1},{"key":1,"x":2}]
