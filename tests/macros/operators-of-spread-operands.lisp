; `(apply + xs)` combines what is there; a start value of a kind of its own would change it.
[(apply + ["a" "b"]) (+ ...["a" "b"]) (apply + []) (apply * []) (apply + ["7"]) (String (apply + [1n 2n]))
 (apply - [5]) (- 5 ...[]) (- ...[9 1 2]) (- 9 ...[1 2]) (apply * [2 3 4]) (apply / [8 2 2]) (+ "x" ...[1 2])]
;=> ["ab","ab",0,1,"7","3",-5,-5,6,6,24,2,"x12"]
