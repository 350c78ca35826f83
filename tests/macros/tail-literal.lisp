(define-syntax body-then (syntax-rules (then) ((_ a ... then b) '((a ...) b))))
(body-then 1 2 then 3)
;=> [[1,2],3]
