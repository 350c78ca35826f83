(define-syntax ping (syntax-rules () ((_) '()) ((_ a . r) (cons "ping" (pong . r)))))
(define-syntax pong (syntax-rules () ((_) '()) ((_ a . r) (cons "pong" (ping . r)))))
(ping 1 2 3)
;=> ["ping","pong","ping"]
