(class B)
(class A (extends B) (method constructor (x) (super)))
