; A jump that a template makes means no label of the call.
(define-syntax leave (syntax-rules () ((_) (break out))))
(label out (while true (leave)))
;=> error SX0155
