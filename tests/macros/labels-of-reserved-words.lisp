; JavaScript has no label `catch`.
(const seen [])
(label catch
  (for-of (row [[1 2] [3 4]])
    (for-of (n row)
      (when (= n 2) (continue catch))
      (.push seen n))))
(label class (block (.push seen "a") (break class)))
seen
;=> [1,3,4,"a"]
