; Each call is within bounds; together they are not.
(define-syntax laugh
  (syntax-rules ()
    ((_ () x) (quote x))
    ((_ (step . steps) x) (laugh steps (x x x x x x x x x x)))))
(define-syntax twice
  (syntax-rules ()
    ((_ x) (begin x x))))
(twice (twice (twice (twice (twice (console.log (laugh (s s s s s s) a)))))))
