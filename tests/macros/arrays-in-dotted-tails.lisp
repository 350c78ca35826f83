;; `[a . [b c]]` and `[a . (b c)]` are `[a b c]`, quoted, in templates, patterns and operands; `(a . [b c])` as data is
;; `(a b c)`.
(define-syntax of-tail (syntax-rules () ((_ a . r) '[a . r])))
(define-syntax first-and-rest (syntax-rules () ((_ [a . r]) '(a r))))
(define-syntax same (syntax-rules () ((_ [a . r]) [a . r])))
(define-syntax three (syntax-rules () ((_ [a . [b c]]) [c b a])))
(defmacro text () (form-text '[a . [b . (c)]]))
(defmacro list-text () (form-text '(a . [b c])))
(defmacro of-template (xs) `[1 . ,xs])
['[1 . [2 3]] '[a . (b . [c])] '(1 . [2]) `[1 . [2 ,(+ 1 2)]] `[1 . ,(list 2)]
 (of-tail 1 2 3) (of-tail 1 . [2 3]) (first-and-rest [1 . [2 3]]) (same [1 . (2 3)]) (three [1 2 3]) (three [1 . [2 3]])
 (text) (of-template (2 3)) (of-template [2 3]) '(a . b) '(a . [b . (c)]) (list-text)]
;=> [[1,2,3],["a","b","c"],[1,2],[1,2,3],[1,2],[1,2,3],[1,2,3],[1,[2,3]],[1,2,3],[3,2,1],[3,2,1],"[a b c]",[1,2,3],[1,2,3],["a",".","b"],["a","b","c"],"(a b c)"]
