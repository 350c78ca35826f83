; A list that begins with `o.f` in a template is that list wherever it stands: a call, a step, a clause; whatever `o` is.
(define-syntax call (syntax-rules () ((_ o . args) (o.concat . args))))
(define-syntax step (syntax-rules () ((_ v o) (-> v (o.f 2)))))
(define-syntax describe (syntax-rules () ((_ o) (cond (o.ready "ready") (else "waiting")))))
(define-syntax pick
  (syntax-rules (else)
    ((_ (else e)) e)
    ((_ (test e) c ...) (if test e (pick c ...)))
    ((_ (a b c) d ...) "three")))
(define-syntax use (syntax-rules () ((_ o) (pick (o.ready "ready") (else "waiting")))))
(define-syntax emit (syntax-rules () ((_ o x) (o.on?. x))))
(define-syntax optional (syntax-rules () ((_ o x) (o?.f?.g x))))
(define-syntax make
  (syntax-rules ()
    ((_ name it me)
     (class name
       (method #f (x) x)
       (field #g nil)
       (static (method call (it) [(it?.#f 2) (typeof (it?.#g?. 1))]))
       (method own (me) [(me.#f 2) (me.#g?.x 3)])))))
(const tools? {:f (fn (...xs) xs)})
(defn job () {:ready true :concat (fn (...xs) xs) :on (fn (x) (+ x 1)) :f {:g (fn (x) x)}})
(make Made it me)
[(call (job) 1 2) (call "a" "b") (step 1 tools?) (describe (job)) (use (job)) (emit (job) 1) (typeof (emit {} 1))
 (optional (job) 5) (Made.call nil) (Made.call (new Made)) (.own (new Made) (new Made))]
;=> [[1,2],"ab",[1,2],"ready","ready",2,"undefined",5,[null,"undefined"],[2,"undefined"],[2,null]]
