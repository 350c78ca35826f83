; A macro may give the declaration of a `for`: what it declares is of the loop, or a `var` of the function.
(define-syntax counter (syntax-rules () ((_ name) (let name 0))))
(define-syntax own (syntax-rules () ((_ n form ...) (for ((counter i) (< i n) (++ i)) form ...))))
(defmacro mk (name) `(var ,name 0))
(define-syntax assigns (syntax-rules () ((_ name) (set! name 7))))
(const seen [])
(for ((counter k) (< k 2) (++ k)) (seen.push (fn () k)))
(defn f () (for ((mk i) (< i 3) (++ i)) null) i)
(defn g (i) (own 2 (seen.push (fn () i))) i)
(let a 0)
(for ((assigns a) (< a 9) (++ a)) null)
[(f) (g 5) a (map (fn (x) (x)) seen)]
;=> [3,5,9,[0,1,5,5]]
