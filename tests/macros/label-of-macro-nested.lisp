; A label in one of its name is printed under another: JavaScript refuses it.
(define-syntax once (syntax-rules () ((_ b ...) (label done (block b ... (break done))))))
(const seen [])
(once (once (.push seen 1)) (.push seen 2))
seen
;=> [1,2]
