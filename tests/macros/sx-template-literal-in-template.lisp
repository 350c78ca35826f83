(define-syntax hello (syntax-rules () ((_ who) #`Hello ${who}!`)))
(hello (+ "a" "b"))
;=> "Hello ab!"
