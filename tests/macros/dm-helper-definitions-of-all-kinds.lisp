(define-syntax def-helper (syntax-rules () ((_ name value) (begin-for-syntax (defn hidden () value) (defn name () (hidden))))))
(def-helper five 5)
(begin-for-syntax
  (const [a {:b c}] [1 {:b 2}])
  (const (d 3) (e 4))
  (var f 6)
  (if (> f 1) (var g 7))
  (let n 0)
  (def m 10)
  (class Box (field v 8) (method get () this.v))
  (defrecord Point (x y) (method sum () (+ this.x this.y)))
  (define (hidden) 0)
  (define-syntax twice (syntax-rules () ((_ form) (begin form form))))
  (twice (++ n)))
(defmacro all () (++ n) (set! m (+ m 1)) (.join [a c d e (five) f g n m (.get (new Box)) (.sum (new Point 4 5)) (hidden)] " "))
[(all) (all)]
;=> ["1 2 3 4 5 6 7 3 11 8 9 0","1 2 3 4 5 6 7 4 12 8 9 0"]
