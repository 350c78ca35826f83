;; Every operator, comparison chains, logical forms, updates, conditional expressions, literals.
;; frames:
;;   check-range          (^new RangeError
;;   (anonymous)          (^check-range n 0 10)

(defn check-range (value low-end high-end)
  (if (<= low-end value high-end)
      value
      (throw (new RangeError #`${value} is outside`))))

(defn sign-of (n)
  (?: (> n 0) 1 (?: (< n 0) -1 0)))

(defn classify (n)
  (cond ((and (> n 0) (= (% n 2) 0)) "even")
        ((or (< n 0) (not (Number.isInteger n))) "odd one")
        (else "odd")))

(let counter 0)
(const bits (| (& 12 10) (^ 1 3) (<< 1 4) (>> 256 2) (>>> -1 28) (~ 5)))
(+= counter 2) (-= counter 1) (*= counter 6) (/= counter 2) (%= counter 2) (**= counter 2)
(<<= counter 3) (>>= counter 1) (>>>= counter 0) (&= counter 7) (|= counter 8) (^= counter 1)
(let maybe nil)
(??= maybe counter) (||= maybe 1) (&&= maybe (+ maybe 1))
(++ counter) (-- counter)
(console.log counter maybe bits (post++ counter) (++ counter) (post-- counter) (-- counter))
(console.log (+ 1 2 3 4) (- 10 3 2) (* 2 3 4) (/ 100 5 2) (** 2 10) (- counter) (+ "7"))
(console.log (== nil undefined) (!= 1 2) (not= 1 2) (= "a" "a") (>= 2 1) (< 1 2 3 counter))
(console.log (and 1 2 3) (or 0 nil "last") (?? nil undefined 5) (not true) (comma 1 2 3))
(console.log (typeof counter) (instanceof [] Array) (in "length" []) (void 0) (sign-of -3) (classify 4))
(console.log 0xff 1e3 10n 0b101 -7 1_000 .5 true false nil undefined NaN (- Infinity))
(console.log (if (> counter 3) "big" "small") (if counter (sign-of counter) (classify counter)))
(.map [3 11] (fn (n) (check-range n 0 10)))
