; The list of a loop is evaluated outside of the loop's name; clauses and members come several at a time.
(let f 1)
(const seen [])
(dolist (f [f 2]) (seen.push f))
(define-syntax pair (syntax-rules () ((_ a b v) (begin (method a () v) (pair1 b v)))))
(define-syntax pair1 (syntax-rules () ((_ b v) (get b () v))))
(define-syntax cases (syntax-rules () ((_ (v r) ...) (begin (case v (return r)) ...))))
(const o {:x 1 (pair y z 5) :w 2})
(defn g (v) (switch v (case 0 (return "zero")) (cases (1 "one") (2 "two")) (default (return "?"))))
[seen (list-for ((x [[1] [2]]) (x x)) x) (o.y) o.z o.w (map g (range 4))]
;=> [[1,2],[1,2],5,5,2,["zero","one","two","?"]]
