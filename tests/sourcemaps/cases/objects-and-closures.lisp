;; Closures and higher-order functions; an anonymous function goes by what its caller calls it.
;; frames:
;;   limited-fn           (^new Error "third call")
;;   run-limited          value) (^limited-fn value)

(defn make-limited (limit)
  "A function that may be called `limit` times."
  (let call-count 0)
  (fn (value)
    (++ call-count)
    (if (> call-count limit) (throw (new Error "third call")))
    (* value call-count)))

(define (compose-all . fns)
  (fn (start-value)
    (fns.reduce (fn (acc next-fn) (next-fn acc)) start-value)))

(defun curry-two (f)
  (lambda (first-arg)
    (lambda (second-arg)
      (f first-arg second-arg))))

(define pi-ish 3.14)

(const bank
  (let ((balance 10))
    {(method deposit! (amount) (set! balance (+ balance amount)) this)
     (get current-balance () balance)}))

(def run-limited (fn (limited-fn value) (limited-fn value)))

(const limited (make-limited 2))
(console.log ((compose-all (fn (x) (+ x 1)) (fn (x) (* x pi-ish))) 2))
(console.log (((curry-two (fn (a b) (- a b))) 10) 4) (.-current-balance (bank.deposit! 5)))
(console.log (.filter [1 2 3 4] (fn (n) (begin (const half (/ n 2)) (Number.isInteger half)))))
(const by-length (Object.from-entries (.map ["a" "bb"] (fn (s) [s s.length]))))
(console.log by-length ((function factorial (n) (if (< n 2) 1 (* n (factorial (- n 1))))) 5))
(run-limited limited 1)
(run-limited limited 1)
(run-limited limited 1)
