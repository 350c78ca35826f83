; `\x` in a pattern is the variable `x`, as it is one everywhere; as a literal it stands for itself.
(define-syntax sum (syntax-rules () ((_ \x y) (+ \x y x))))
(define-syntax list-of (syntax-rules (\end) ((_ \end) []) ((_ \when more ...) [\when more ...])))
(define-syntax tail (syntax-rules () ((_ \first \rest ...) [rest ... \first])))
[(sum 1 2) (list-of 1 2) (list-of \end) (tail 1 2 3)]
;=> [4,[1,2],[],[2,3,1]]
