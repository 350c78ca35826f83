(define-syntax tag (syntax-rules () ((_ t x ...) '((t x) ...))))
(tag a 1 2 3)
;=> [["a",1],["a",2],["a",3]]
