; Pattern variables are told by the identity of their names, and numbers of patterns by their values.
(const maxSize 100)
(define-syntax m (syntax-rules () ((_ max-size) (+ maxSize 1))))
(define-syntax dotted (syntax-rules () ((_ the-list) theList.length)))
(define-syntax big (syntax-rules () ((_ 10n) 1) ((_ 0n) 0) ((_ x) 2)))
[(m 4) (dotted [1 2]) (big 0xAn) (big 1_0n) (big 0b1010n) (big -10n) (big -0n) (big 11n)]
;=> [5,2,1,1,1,2,0,2]
