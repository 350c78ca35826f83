(defmacro opt (a &optional (b 2) ((c d) '(3 4)) . r) `[,a ,b ,c ,d ,@r])
(defmacro deep (((a b) . c) d) `[,a ,b ,@c ,d])
(defmacro name-of (x) (symbol-name x))
(defmacro ones (n) `[,@(.keys (new Array n))])
[(opt 1) (opt 1 5) (opt 1 5 (6 7)) (opt 1 5 (6 7) 8) (deep ((1 2)) 3) (deep ((1 2) 4 5) 3) (name-of \q) (name-of :k) (ones 2)]
;=> [[1,2,3,4],[1,5,3,4],[1,5,6,7],[1,5,6,7,8],[1,2,3],[1,2,4,5,3],"q","k",[0,1]]
