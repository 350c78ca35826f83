(define-syntax tail (syntax-rules () ((_ a . (b c ...)) '[a b (c ...)])))
(define-syntax deep (syntax-rules () ((_ a ... . (y . (z))) '[(a ...) y z])))
(define-syntax end (syntax-rules () ((_ a . ()) 'a)))
[(tail 1 2 3 4) (tail 1 2) (deep 1 2 3 4) (end 7)]
;=> [[1,2,[3,4]],[1,2,[]],[[1,2],3,4],7]
