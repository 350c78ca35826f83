(const k 1)
(console.log '[a . b] `[1 . k] '(a [b . "c"]))
(define-syntax of-tail (syntax-rules () ((_ a . r) '[a . r])))
(console.log (of-tail 1 . x) (of-tail 1 2 3))
; Lists have elements, and code of macros may have patterns.
(console.log '[1 . [2 . (3)]] `[1 . ,(list 2)] `[1 . (2 ,k)] '(a . b) '[. a])
(defmacro data () (let ((pattern '[a . b])) (form-text pattern)))
(console.log (data))
