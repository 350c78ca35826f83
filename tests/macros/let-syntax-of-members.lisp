; `let-syntax` among members and clauses: its forms are theirs.
(class A
  (let-syntax ((one (syntax-rules () ((_ name) (field name 1))))
               (two (syntax-rules () ((_ name) (method name () 2)))))
    (one a)
    (two b))
  (letrec-syntax ((c (syntax-rules () ((_ name) (method name () (d))))) (d (syntax-rules () ((_) 3)))) (c c)))
(const object {(let-syntax ((one (syntax-rules () ((_ name) (method name () 1))))) (one e)) :f 5})
(defn g (x)
  (switch x
    (let-syntax ((pass (syntax-rules () ((_ from to) (case from (return to)))))) (pass 1 "one") (pass 2 "two"))
    (default (return "many"))))
(const a (new A))
[a.a (a.b) (a.c) (object.e) object.f (g 1) (g 2) (g 3)]
;=> [1,2,3,1,5,"one","two","many"]
