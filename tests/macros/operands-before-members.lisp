; `x.c` in a template has its operand as it was: a chain that has ended, or a name that ends in a question mark.
(define-syntax size (syntax-rules () ((_ x) x.length)))
(define-syntax call (syntax-rules () ((_ x) (x.concat "!"))))
(define-syntax store (syntax-rules () ((_ x v) (set! x.length v))))
(defn fails (f) (try (f) "no error" (catch e e.name)))
(defn empty? (a b) (+ a b))
(const none nil)
(const o {:p {:q "abc"}})
(store o?.p 5)
[(size o?.p.q) (call o?.p.q) (fails (fn () (size none?.p))) (fails (fn () (call none?.p))) (size empty?) o.p.length]
;=> [3,"abc!","TypeError","TypeError",2,5]
