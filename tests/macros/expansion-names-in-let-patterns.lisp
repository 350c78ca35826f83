; What stands in the patterns and bodies of `let` and its kin keeps its names in the text of the expansion.
(const t (fn () "outer"))
(define-syntax call-t (syntax-rules () ((_) (t))))
(define-syntax own-scope (syntax-rules () ((_) (let* ()
  (define-syntax d (syntax-rules () ((_ u) (begin (const w 1) (const u 2) [w u]))))
  (d w)))))
(const results [])
(let (([(= f (fn (t) (call-t)))] [])) (results.push (f (fn () "inner"))))
(let* (([(= f (fn (t) (call-t)))] [])) (results.push (f (fn () "inner"))))
(let next (([(= f (fn (t) (call-t)))] [])) (results.push (f (fn () "inner"))))
(let* ((v 1)) (let-syntax ((u (syntax-rules () ((_) v)))) (results.push (u)) (const v 3)))
[...results (own-scope)]
;=> ["outer","outer","outer",1,[1,2]]
