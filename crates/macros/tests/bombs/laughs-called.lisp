; Each step holds what came before ten times: few forms, and a tree that nobody can walk through.
(define-syntax laugh
  (syntax-rules ()
    ((_ () x) (last x))
    ((_ (step . steps) x) (laugh steps (x x x x x x x x x x)))))
(define-syntax last
  (syntax-rules ()
    ((_ x) (console.log x))))
(laugh (s s s s s s s s s s s s s s s s s s s s s s s s s s s s s s s s s s s s s s s s) console.log)
