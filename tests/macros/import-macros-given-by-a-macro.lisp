; An import that a macro gives binds the names of the call, at the top and in a body; those of its template are its own.
(define-syntax use
  (syntax-rules () ((_ name) (import-macros {name} "./modules/library.lisp"))))
(defmacro use-as (name) `(import-macros {:thrice ,name} "./modules/library.lisp"))
(define-syntax use-double
  (syntax-rules ()
    ((_ name) (begin (import-macros {double} "./modules/opened.lisp")
                     (define-syntax name (syntax-rules () ((_ x) (double x))))))))
(use twice)
(use-as three-times)
(use-double doubled)
(defn f ()
  (use made)
  (made))
(defn double (x) (+ x 1000))
[(twice 4) (three-times 4) (doubled 4) (f) (double 1)]
;=> [8,12,8,77,1001]
