;; Spellings that people bring from other Lisps. `host-log` and `host-limit` are names of the surroundings.

(define base 3)
(define (square x) (* x x))
(defun twice (x) (* x 2))
(const add (lambda (a b) (+ a b)))
(const count-all (lambda args args.length))
(const subtract (fn (a b) (- a b)))
(console.log "functions"
             (square base)
             (twice 4)
             (add 1 2)
             (count-all 1 2 3)
             (subtract 5 3))

(defn logged (x)
  (begin
    (host-log "logged")
    (+ x 1)))
(console.log "begin" (logged 1) host-limit)

(defn binding-forms ()
  (let ((a 1) (b 2))
    (let* ((c (+ a b)) (d (* c 2)))
      (letrec ((even? (fn (n) (if (= n 0) true (odd? (- n 1)))))
               (odd? (fn (n) (if (= n 0) false (even? (- n 1))))))
        [a b c d (even? 10)]))))
(console.log "let" (.join (binding-forms) " "))

(let ((base 1))
  (let ((base (+ base 1))
        (outer base))
    (console.log "shadowed" base outer)))

(defn size (n)
  (cond ((< n 10) "small")
        ((< n 100) "medium")
        (else "large")))
(console.log "cond" (size 5) (size 50) (size 500))
(console.log "cond as a value"
             (+ 1 (cond ((= base 1) 10) ((= base 3) 30) (else 50))))

(const x 3)
(console.log "->" (-> x inc (+ 38)) (-> "a b" (.split " ") (. length)))

(defmacro pack (a . rest)
  `[,a ,(length rest) ,@rest])
(defmacro first-true (a . rest)
  (if (null? rest)
      a
      `(let ((value# ,a))
         (if value# value# (first-true ,@rest)))))
(const value "x")
(console.log "macros" (.join (pack "a" "b" "c") " ") (first-true 0 null value))

(const o {:a {:b 5} :twice (fn (n) (* n 2))})
(js/set! o "c" 7)
(set! (. o a b) 6)
(console.log "access"
             (. o a b)
             o.a.b
             (js/get o "c")
             (js/get (js/get o "a") "b")
             (js/call o "twice" 21))
(console.log "js/"
             (.-length (js/new Array 1 2 3))
             (js/call (js/global "Math") "abs" -3)
             (js/call Math "max" 1 4))

(let counter 0)
(set! counter (+ counter 1))
(console.log "set!" counter (set! counter 10) counter)
(console.log "data" nil (JSON.stringify [1 2 [3 nil]]) (if nil "true" "false"))

(defn later (n)
  (const half (await (Promise.resolve n)))
  (* half 2))
(console.log "await" (instanceof (later 1) Promise) (await (later 21)))
