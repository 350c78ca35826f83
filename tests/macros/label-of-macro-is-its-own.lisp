; A jump of the call does not see the label that the macro makes, and jumps to its own.
(define-syntax lp (syntax-rules () ((_ b ...) (label out (for-of (y [1 2 3]) b ... (break out))))))
(const seen [])
(label out (for-of (x [1 2]) (lp (.push seen x) (continue out)) (.push seen "after")))
seen
;=> [1,2]
