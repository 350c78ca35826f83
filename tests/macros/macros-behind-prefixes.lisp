;; A macro may give what stands behind `async` and `@`, a method of an object and a clause of `switch`.
(define-syntax named (syntax-rules () ((_ name body) (defn name () body))))
(define-syntax nameless (syntax-rules () ((_ body) (fn () body))))
(define-syntax twice (syntax-rules () ((_ body) (nameless (+ body body)))))
(define-syntax method-of (syntax-rules () ((_ name body) (method name () body))))
(define-syntax class-of (syntax-rules () ((_ name base) (class name (extends base)))))
(define-syntax on (syntax-rules () ((_ value body) (case value body (break)))))
(define-syntax otherwise (syntax-rules () ((_ body) (default body))))
(async (named one 1))
(const two (async (twice 1)))
(const o {(async (method-of three 3))})
(const four (class-of A Array))
(defn choose (x)
  (let r 0)
  (switch x (on 1 (set! r "one")) (on 2 (set! r "two")) (otherwise (set! r "many")))
  r)
[(instanceof (one) Promise) (instanceof (two) Promise) (instanceof (o.three) Promise) (choose 1) (choose 2) (choose 3)
 (.-length (new four 3))]
;=> [true,true,true,"one","two","many",3]
