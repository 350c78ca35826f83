; Each call is within bounds; together they are not.
(import-macros {laugh} "./laugh.lisp")
(define-syntax twice
  (syntax-rules ()
    ((_ x) (begin x x))))
(twice (twice (twice (twice (twice (console.log (laugh (s s s s s s) quote a)))))))
