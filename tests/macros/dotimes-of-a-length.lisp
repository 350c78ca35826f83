; What the loop needs once is declared in its head, also when the program is one that `sx expand` printed.
(defn squares (xs)
  (let ((out []))
    (dotimes (i xs.length) (out.push (* (js/get xs i) (js/get xs i))))
    (dotimes (i (+ xs.length 1)) (out.push i))
    out))
(squares [1 2 3])
;=> [1,4,9,0,1,2,3]
