(define-syntax only (syntax-rules (then) ((_ a then b) (if a b))))
(defn f (then) (only 1 then 2))
