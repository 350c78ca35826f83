(defmacro malformed)
(define-syntax without-rules)
(console.log (malformed 1) (without-rules 2) malformed)
