(defn f (items) (itmes.map inc))
(console.log mystery)
(wehn true 1)
(let ((inside 1)) inside)
inside
