; A constant that is assigned to is verbatim there, also where expansion tells it from another of its name.
(define-syntax plus-x (syntax-rules () ((_ e) (+ x e))))
(define-syntax fails
  (syntax-rules ()
    ((_ log) (begin (const x 5) (try (set! \x 3) (catch e (log.push e.name))) (log.push x)))))
(const x 1)
(const log [])
(defn f ()
  (const x 2)
  (try (set! \x 3) (catch e (log.push e.name)))
  (plus-x x))
(defn g (x)
  (fails log)
  x)
(log.push (f) (g 7))
log
;=> ["TypeError","TypeError",5,3,7]
