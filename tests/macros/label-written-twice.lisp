; The inner one of two labels of one name is meant.
(const seen [])
(label a (for-of (x [1 2]) (label a (for-of (y [1 2]) (.push seen y) (continue a))) (.push seen "x")))
seen
;=> [1,2,"x",1,2,"x"]
