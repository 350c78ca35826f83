#!/usr/bin/env sx
; A file header.


(defn add (a b) (+ a b))
(defn fib (n)
(if (< n 2) n
(+ (fib (- n 1)) (fib (- n 2)))))
(export (defn describe-person (person options) "Says who it is." (let ((name person.name) (age person.age)) (console.log #`${name} is ${age}`) (return name))))
(def f (fn (x) (* x 2)))
(const configuration {:host "localhost" :port 8080 :paths ["one" "two" "three"] :verbose true :retries 3})
(defmacro my-when (c . body)
   `(if ,c (begin ,@body) false))
(define-syntax swap!
  (syntax-rules ()
  ((_ a b) (let ((tmp a)) (set! a b) (set! b tmp)))))
(class Point (extends Shape) (field x 0) (field #y) (constructor (x y) (super) (set! this.x x) (set! this.#y y)) (get y () this.#y) (static (method origin () (new Point 0 0))) (method to-string () #`${this.x},${this.#y}`))
(defn f (<> T) (x : T  y ?: number) : T x)
(function (a) (return a))
(define (g x) (+ x 1))
(async (defn load (url) (const response (await (fetch url))) (return (await (response.json)))))
(export default (defn () (when a (b))

c))
(export default (async (defn! ()
; first
(when a (b)) (c))))
(export default (class (extends Base) (method! m ())))
(export default {:name "a-name-that-is-long" :value "another that is long enough" :more [1 2 3]})
(export default (configure first-argument second-argument third-argument fourth-argument))
(export default f)
