; A rest may have a type, a protected name may stand alone as a key.
(defn f (x)
  (match x
    ([first ...others : any] [first others])
    ({\class :in \new ...(more : any)} [class new more])
    ((or _ 1) "anything")))
[(f [1 2 3]) (f {:class "c" :in 2 :x 3}) (f 5)]
;=> [[1,[2,3]],["c",2,{"x":3}],"anything"]
