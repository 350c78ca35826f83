; What a template says of its own `var` before it means that `var`, as in JavaScript.
(define-syntax late
  (syntax-rules ()
    ((_ c)
     (begin
       (const before (fn () x))
       (while c (set! x 3) (var x (+ x 1)) (break))
       [(before) x]))))
(const y 1)
(defmacro late-y (c) `(begin (const before (fn () y)) (while ,c (var y 5) (break)) [(before) y]))
(defn f () [(begin (late true)) (begin (late true)) (begin (late-y true)) y])
(f)
;=> [[4,4],[4,4],[5,5],1]
