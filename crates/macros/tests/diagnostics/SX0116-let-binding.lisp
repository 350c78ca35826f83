(let ((a 1) (b 2 3)) a)
(let* (a) a)
