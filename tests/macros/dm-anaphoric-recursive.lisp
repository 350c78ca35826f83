(defmacro aand (...xs)
  (if (= xs.length 1) (first xs)
    `(let ((it ,(first xs))) (if it (aand ,@(rest xs)) false))))
(defmacro aif (test then otherwise) `(let ((it ,test)) (if it ,then ,otherwise)))
(defmacro awhen (test ...body) `(aif ,test (begin ,@body) nil))
(defmacro one (x) (if (= x 1) `(one 2) `(+ ,x x)))
[(aand 1 (+ it 1) (* it 10)) (awhen 3 (* it 2)) (let ((it 7)) (awhen (+ 1 2) (* it 2))) (let ((x 9)) (one 1))]
;=> [20,6,6,11]
