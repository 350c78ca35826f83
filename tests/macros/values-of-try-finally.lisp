; A place takes its value behind everything that computes it, `finally` and disposal too.
(let level 1)
(defn work () (* level 10))
(set! level (with-value ((level 2)) (work)))
(let x 1)
(set! x (try 5 (finally (set! x 2))))
(let arr [])
(set! arr (try (begin (arr.push 1) [...arr 2]) (finally (arr.push 9))))
(let z 0)
(set! z (with-open (f {:close (fn () (set! z 100))}) 7))
(defn f (v)
  (with-value ((v (with-value ((v 4)) v)))
    (set! v (if v (try (+ v 1) (finally (set! v 0))) 9))
    (var w (try [v] (finally (set! w 3))))
    [v ...w]))
(let p null)
(??= p (try 6 (finally (set! p 8))))
[level x arr z (f 1) p]
;=> [20,5,[1,2],7,[5,5],6]
