; Defaults of parameters may ask for the call and its names.
(defmacro d (a (= f (length &form)) (= g (.has &env (nth &form 1)))) `[,a ,f ,g])
(defmacro o ((a &optional (n (length &form)))) `[,a ,n])
[(d 1) (let ((z 1)) (d z)) (o (5))]
;=> [[1,2,false],[1,2,true],[5,2]]
