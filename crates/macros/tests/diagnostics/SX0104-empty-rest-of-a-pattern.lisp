; line 1
; line 2
(define-syntax a (syntax-rules () ((_ . x) x)))

(console.log (a))
