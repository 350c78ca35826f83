;; A private name that a template declares is the expansion's own.
(define-syntax prop
  (syntax-rules () ((_ name init) (begin (field #v init) (get name () this.#v) (set name (value) (set! this.#v value))))))
(define-syntax shown (syntax-rules () ((_ name) (method name () (. this #v)))))
(define-syntax has-own (syntax-rules () ((_ name) (begin (field #v 0) (static (method name (o) (in #v o)))))))
(define-syntax field-of (syntax-rules () ((_ name init) (field name init))))
(defmacro plain (init) `(field #w ,init))
(define-syntax box-of (syntax-rules () ((_ name) (class name (field #v 1) (get v () this.#v)))))
(class A (prop x 3) (prop y 4) (field #v 5) (shown v) (has-own is-one) (field-of #z 6) (plain 7)
  (get rest () [this.#z this.#w])
  (method inner ()
    (class B (prop x 8) (shown v))
    [(.-x (new B)) (try (.v (new B)) (catch e e.name))]))
(box-of Box)
(const a (new A))
(set! a.y (+ a.y 40))
(class C (field #v 1)
  (method m ()
    (let-syntax ((mine? (syntax-rules () ((_ o) (in #v o)))) (mine (syntax-rules () ((_ o) (. o #v)))))
      (class D (field #v 2) (method n (o) [(mine? o) (mine o) this.#v (mine? this)]))
      (.n (new D) this))))
[a.x a.y (a.v) (A.is-one a) (A.is-one {}) a.rest (.-v (new Box)) (a.inner) (.m (new C))]
;=> [3,44,5,true,false,[6,7],1,[8,"TypeError"],[true,1,2,false]]
