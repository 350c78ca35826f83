(defmacro kw (s) `{,(keyword (symbol-name s)) ,s})
(const width 4)
(kw width)
;=> {"width":4}
