;; Lets in every position: shadowed names are renamed, and say so.
;; frames:
;;   explode              (^new Error "stack underflow")
;;   pop-value            (^explode)
;;   apply-operator       (left (^pop-value stack))
;;   run-program          (^apply-operator stack

(defn explode ()
  (throw (new Error "stack underflow")))

(defn pop-value (stack)
  (if (= stack.length 0) (explode))
  (stack.pop))

(defn apply-operator (stack operator)
  (let* ((right (pop-value stack))
         (left (pop-value stack)))
    (stack.push
      (cond ((= operator "+") (+ left right))
            ((= operator "-") (- left right))
            ((= operator "*") (* left right))
            (else (let ((quotient (/ left right)))
                    (if (Number.isFinite quotient) quotient 0)))))))

(defn run-program (words)
  (let ((stack []) (depth 0))
    (for-of (word words)
      (let ((number (Number word)))
        (if (Number.isNaN number)
            (apply-operator stack word)
            (begin
              (stack.push number)
              (set! depth (Math.max depth stack.length))))))
    [(pop-value stack) depth]))

(defn shadowed (value)
  (let ((value (+ value 1)))
    (let ((value (* value 2)) (other-value value))
      (+ value other-value (let ((value "inner")) value.length)))))

(defn letrec-pair (n)
  (letrec ((is-even (fn (k) (if (= k 0) true (is-odd (- k 1)))))
           (is-odd (fn (k) (if (= k 0) false (is-even (- k 1))))))
    (is-even n)))

(def sum-in-operand
  (+ (let ((a-part 1) (b-part 2)) (+ a-part b-part))
     (begin (console.log "in order") 4)
     (if (> (shadowed 1) 3) 10 20)))

(console.log sum-in-operand (shadowed 3) (letrec-pair 10))
(console.log (run-program ["3" "4" "+" "2" "*"]))
(console.log (let ((f (fn (x) (let ((y (* x x))) (+ y 1))))) (f 3)))
(run-program ["1" "+"])
