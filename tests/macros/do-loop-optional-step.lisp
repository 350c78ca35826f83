(define-syntax my-do (syntax-rules () ((_ ((v i . s) ...) (t r)) (let loop ((v i) ...) (if t r (loop (my-do "step" v . s) ...)))) ((_ "step" x) x) ((_ "step" x y) y)))
(my-do ((i 0 (+ i 1)) (k 7)) ((= i 3) (list i k)))
;=> [3,7]
