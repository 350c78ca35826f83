; A form that does not have the shape it must have.
(set! a)
(while)
(new)
(for (1 2) 3)
(def x)
(throw 1 2)
(const f (fn x x))
(import d 5)
