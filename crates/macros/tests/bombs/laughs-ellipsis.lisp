; One variable under the ellipsis of another: every step makes a list that holds the smaller one ten times.
(define-syntax laugh
  (syntax-rules ()
    ((_ () x (n ...)) (quote x))
    ((_ (step . steps) x (n ...)) (laugh steps ((n x) ...) (n ...)))))
(console.log (laugh (s s s s s s s s s s s s s s s s s s s s s s s s s s s s s s s s s s s s s s s s) a (1 2 3 4 5 6 7 8 9 10)))
