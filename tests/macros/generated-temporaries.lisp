(define-syntax my-letrec (syntax-rules () ((_ ((v i) ...) b ...) (my-letrec "gen" (v ...) () ((v i) ...) b ...)) ((_ "gen" () (t ...) ((v i) ...) b ...) (let ((v 0) ...) (let ((t i) ...) (set! v t) ... b ...))) ((_ "gen" (x y ...) (t ...) bs b ...) (my-letrec "gen" (y ...) (new t ...) bs b ...))))
(my-letrec ((a 1) (b 2) (c 3)) (list a b c))
;=> [1,2,3]
