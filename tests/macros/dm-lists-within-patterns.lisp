; A list within `[…]` and `{…}` of a macro's parameters takes a list apart, as one among the parameters does.
(defmacro by-key ({:a (x y . more) :b (= (z) [9])}) `[,x ,y [,@more] ,z])
(defmacro by-place ([(x &optional (y 2)) {:c (z)}] ...[(w)]) `[,x ,y ,z ,w])
(defmacro in-a-list ((name [(from to)])) `[,(String name) ,from ,to])
[(by-key {:a (1 2 3 4) :b (5)}) (by-place [(1) {:c (3)}] (4)) (by-place [(1 0) {:c (3)}] (4)) (in-a-list (n [(1 2)]))]
;=> [[1,2,[3,4],5],[1,2,3,4],[1,0,3,4],["n",1,2]]
