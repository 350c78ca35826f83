(defmacro my-let* (bindings ...body) (if (= bindings.length 0) `(begin ,@body) `(let (,(first bindings)) (my-let* ,(.slice bindings 1) ,@body))))
(my-let* ((a 1) (b (+ a 1)) (c (* b 10))) [a b c])
;=> [1,2,20]
