(define-syntax my-do (syntax-rules () ((_ ((v i s) ...) (t r) b ...) (let loop ((v i) ...) (if t r (begin b ... (loop s ...)))))))
(my-do ((i 0 (+ i 1)) (s 0 (+ s i))) ((= i 5) s))
;=> 10
