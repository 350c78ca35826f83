;; Macros for both.
(define-syntax with-scale
  (syntax-rules ()
    ((_ (name scale) form ...)
     (let ((name (* name scale))) form ...))))
