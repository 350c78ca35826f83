;; A pattern takes an object apart by its keys in any order, numbers too.
(define-syntax m (syntax-rules () ((_ {:a a 2 n}) '(a n)) ((_ {"k" k 1 o rest ...}) '(k o)) ((_ y) 'no)))
[(m {:a 7 2 5}) (m {2 5 :a 7}) (m {1 x :z 2 :k 3}) (m {:a 1 3 4})]
;=> [[7,5],[7,5],[3,"x"],"no"]
