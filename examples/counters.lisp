;; Closures and counters: functions that remember.

(defn make-counter ((= start 0) (= step 1))
  "A counter that begins at `start` and moves by `step`."
  (let count start)
  {(method next ()
     (+= count step)
     count)
   (method reset ()
     (set! count start)
     count)
   (get value () count)})

(defn memoize (f)
  "`f` with a memory: each argument is computed once."
  (const seen (new Map))
  (fn (x)
    (unless (seen.has x)
      (seen.set x (f x)))
    (seen.get x)))

(defn compose (...fs)
  "The functions `fs` as one, the last applied first."
  (fn (x)
    (fs.reduce-right (fn (value f) (f value)) x)))

(defn* naturals ((= from 0))
  "All natural numbers, one at a time."
  (let n from)
  (while true
    (yield (post++ n))))

(defn take (n xs)
  "The first `n` elements of the iterable `xs`."
  (const taken [])
  (for-of (x xs)
    (when (>= taken.length n)
      (break))
    (taken.push x))
  taken)

;; Two counters share nothing.
(const by-ones (make-counter))
(const by-tens (make-counter 100 10))
(dotimes (_ 3)
  (by-ones.next)
  (by-tens.next))
(console.log #`ones ${by-ones.value}, tens ${by-tens.value}`)
(console.log #`after reset ${(by-tens.reset)}`)

;; Each closure of a loop sees its own `i`.
(const printers [])
(dotimes (i 4)
  (printers.push (fn () (* i i))))
(console.log (.join (printers.map (fn (f) (f))) " "))

;; The slow function runs once for each argument.
(let calls 0)
(const slow-square
  (memoize (fn (x)
             (++ calls)
             (* x x))))
(const squares (.map [3 4 3 3 4] slow-square))
(console.log #`${(squares.join "+")} = ${(squares.reduce (fn (a b) (+ a b)))} in ${calls} calls`)

;; Functions are made of functions.
(const shout
  (compose (fn (s) (+ s "!")) (fn (s) (s.to-upper-case)) (fn (s) (s.trim))))
(console.log (shout "  closures  "))
(console.log (.join (take 8 (naturals 5)) ", "))
