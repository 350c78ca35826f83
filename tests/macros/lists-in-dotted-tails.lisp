;; `(a . (b c))` is `(a b c)`, quoted, in a call and in an operand.
(define-syntax three (syntax-rules () ((_ a b c) '[a b c]) ((_ x ...) 'no)))
(define-syntax inner (syntax-rules () ((_ (a b c)) '[a b c]) ((_ x) 'no)))
(defmacro data () (let ((x '(1 . (2 3)))) `(list ,@x)))
['(1 . (2 3)) '(a . (b . (c . ()))) `(1 . (2 3)) '(a . b) (three 1 . (2 3)) (inner (1 . (2 . (3)))) (data)]
;=> [[1,2,3],["a","b","c"],[1,2,3],["a",".","b"],[1,2,3],[1,2,3],[1,2,3]]
