(define-syntax swap! (syntax-rules () ((_ a b) (let ((tmp a)) (set! a b) (set! b tmp)))))
(define tmp 5) (define other 6)
(swap! tmp other)
(list tmp other)
;=> [6,5]
