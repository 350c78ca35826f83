(class A (method m () (fn () super.x)) (constructor () (super)))
(defn f () (super.area))
