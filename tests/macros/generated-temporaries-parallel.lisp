(define-syntax psetq (syntax-rules () ((_ "g" () ((v e t) ...)) (let ((t e) ...) (set! v t) ...)) ((_ "g" (v e . r) (p ...)) (psetq "g" r (p ... (v e t)))) ((_ . all) (psetq "g" all ()))))
(define a 1) (define b 2) (define c 3)
(psetq a b b c c a)
(list a b c)
;=> [2,3,1]
