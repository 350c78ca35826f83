;; `match` takes forms apart in macro code: names are symbols and keywords there.
(defmacro m (x)
  (match x
    ('foo 1)
    (:kw 3)
    ([a '+ b] 5)
    ('(add (x :k)) 6)
    ((or 'left 'right) 7)
    ([:list ...xs] xs.length)
    (_ 2)))
(def foo "foo")
[(m foo) (m :kw) (m (1 + 2)) (m (add (x :k))) (m right) (m (:list 1 2 3 4)) (m bar)
 (match foo ('foo 1) (_ 2)) (match ["a" "+" "b"] ([a '+ b] (str a b)))]
;=> [1,3,5,6,7,4,2,1,"ab"]
