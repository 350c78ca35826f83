(define-syntax mm
  (syntax-rules ()
    ((_ a) (defmacro a (x
                        x) 1))))
(mm q)
