; `name#` and a gensym as labels, each in one of its own.
(defmacro once (...forms) `(label done# (block ,@forms (break done#))))
(defmacro twice (form) (const end (gensym "done")) `(label ,end (block ,form ,form (break ,end))))
(const seen [])
(once (twice (once (.push seen 1))) (label done (once (.push seen 2) (break done))) (.push seen 3))
seen
;=> [1,1,2,3]
