; Each step holds what came before ten times: few forms, and a tree that nobody can walk through.
(define-syntax laugh
  (syntax-rules ()
    ((_ () last x) (last x))
    ((_ (step . steps) last x) (laugh steps last (x x x x x x x x x x)))))
