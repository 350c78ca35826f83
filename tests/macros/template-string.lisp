(define-syntax greet (syntax-rules () ((_ n) (list "hello" n))))
(greet "you")
;=> ["hello","you"]
