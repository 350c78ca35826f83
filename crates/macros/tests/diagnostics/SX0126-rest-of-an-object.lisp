(declare-global o)
(set! {...[o.x]} o)
(set! {:a o.a ...{:k o.x}} o)
