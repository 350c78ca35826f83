; The code of `q` is in a template, which a template calls; that of `r` a macro has computed.
(define-syntax inner
  (syntax-rules ()
    ((_ name)
     (defmacro name (x)
       (when (= x 1)
         (throw (new Error "no one")))
       x))))
(define-syntax outer
  (syntax-rules ()
    ((_ name) (inner name))))
(outer q)
(q 1)
(defmacro def-r (name)
  `(defmacro ,name (x)
     (throw (new Error "no r"))))
(def-r r)
(r 1)
; The code that fails is a helper of a template.
(define-syntax with-helper
  (syntax-rules ()
    ((_ name)
     (begin
       (begin-for-syntax
         (defn fail () (throw (new Error "no help"))))
       (defmacro name () (fail))))))
(with-helper s)
(s)
