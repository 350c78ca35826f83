; A list among the parameters takes an array apart too, as JavaScript's patterns take a list.
(defmacro with-range ((name from to) &body body) `(for ((let ,name ,from) (< ,name ,to) (++ ,name)) ,@body))
(defmacro pair ([a b]) `[,a ,b])
(const seen [])
(with-range [i 0 3] (seen.push i))
(with-range (i 5 6) (seen.push i))
[seen (pair (1 2))]
;=> [[0,1,2,5],[1,2]]
