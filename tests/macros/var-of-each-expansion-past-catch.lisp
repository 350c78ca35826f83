; A `var` of a template beside a `catch` of its name: each expansion has its own, whatever is caught.
(define-syntax m
  (syntax-rules ()
    ((_ n get)
     (begin
       (var t n)
       (const get (fn () t))
       (try (throw 2) (catch t (var t 5)))))))
(const seen [])
(const t 9)
(if true (begin (m 1 a) (m 2 b) (seen.push (a) (b))))
(defn f ()
  (if true (begin (m 3 a) (seen.push (a))))
  (m 4 b)
  (seen.push (b) t))
(f)
seen
;=> [1,2,3,4,9]
