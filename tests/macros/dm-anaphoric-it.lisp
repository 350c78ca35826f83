(defmacro aif (test then otherwise) `(let ((it ,test)) (if it ,then ,otherwise)))
(aif (+ 1 2) (* it 2) 0)
;=> 6
