; A property that is inherited is inherited again afterwards; what an accessor took is given back to it.
(def seen [])
(def parent {:a 1})
(def child (Object.create parent))
(with-value ((child.a 2) (child.b 3)) (seen.push child.a child.b))
(seen.push child.a (Object.hasOwn child "a") (in "b" child))
(set! parent.a 9)
(seen.push child.a)
(class Box (field value 1) (get size () this.value) (set size (v) (set! this.value v)))
(def box (new Box))
(with-value ((box.size 5)) (seen.push box.value box.size))
(seen.push box.value box.size (Object.hasOwn box "size"))
(with-value ((child.c 1)) (delete child.c))
(seen.push (in "c" child))
(let ((Object {:hasOwn (fn () true)})) (with-value ((child.d 1)) (seen.push (Object.hasOwn))) (seen.push (in "d" child)))
seen
;=> [2,3,1,false,false,9,5,5,1,1,false,false,true,false]
