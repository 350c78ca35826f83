; `(p ... . rest)` matches what is no list too: a list of no forms before the tail (R7RS 4.3.2).
(define-syntax kind
  (syntax-rules ()
    ((_ (a ... . rest)) "formals")
    ((_ x) "other")))
(define-syntax my-lambda
  (syntax-rules ()
    ((_ (a ... . rest) body) (fn (a ... . rest) body))))
(define-syntax pairs
  (syntax-rules ()
    ((_ ((a b) ... . rest)) '((a ...) (b ...) rest))))
[(kind args) (kind (a b)) (kind (a . b)) (kind 5) (kind "x") (kind [1])
 ((my-lambda args args) 1 2)
 ((my-lambda (a . b) [a b]) 1 2 3)
 ((my-lambda (a b) [a b]) 1 2)
 (pairs ((1 2) (3 4) . z))
 (pairs z)]
;=> ["formals","formals","formals","formals","formals","formals",[1,2],[1,[2,3]],[1,2],[[1,3],[2,4],"z"],[[],[],"z"]]
