(defmacro aif (test then otherwise) `(let ((it ,test)) (if it ,then ,otherwise)))
(aif 1 (aif 2 it 0) 0)
;=> 2
