(defmacro a () null)
(defmacro b () true)
(defmacro c () undefined)
[(a) (b) (c)]
;=> [null,true,null]
