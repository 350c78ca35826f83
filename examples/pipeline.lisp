;; An asynchronous pipeline: stages that wait, fail, retry and clean up.

(defn pause (ms)
  "A promise that is kept after `ms` milliseconds."
  (new Promise (fn (resolve) (set-timeout resolve ms))))

(class StageError (extends Error)
  (constructor (stage cause)
    (super #`${stage}: ${cause.message}` {cause})
    (set! this.stage stage)))

(defn* chunks (xs size)
  "The array `xs` in pieces of `size`."
  (for ((let i 0) (< i xs.length) (+= i size))
    (yield (xs.slice i (+ i size)))))

(async (defn* readings ()
         "Readings as a sensor would give them, one of them broken."
         (for-of (value [21 23 "n/a" 22 24])
           (await (pause 1))
           (yield {:at (Date.now) value}))))

(defn parse (reading)
  (const n (Number reading.value))
  (if (Number.is-na-n n)
      (throw (new TypeError #`bad reading ${reading.value}`))
      n))

(defn retry (attempts f)
  "Calls `f` until it succeeds, at most `attempts` times."
  (let ((attempt 0))
    (while true
      (++ attempt)
      (try
        (return (await (f attempt)))
        (catch error
          (console.log #`  attempt ${attempt}: ${error.message}`)
          (when (>= attempt attempts)
            (throw error)))))))

(defn run-stage (name f input)
  "Runs one stage; says when it ends, however it ends."
  (console.log #`${name}: start`)
  (try
    (await (f input))
    (catch error
      (throw (new StageError name error)))
    (finally
      (console.log #`${name}: end`))))

(defn collect (source)
  "The good readings of `source`; bad ones are reported and left out."
  (const good [])
  (for-await (reading source)
    (try
      (good.push (parse reading))
      (catch error
        (console.log #`  skipped: ${error.message}`))))
  good)

(defn average (ns)
  (/ (ns.reduce (fn (a b) (+ a b)) 0) ns.length))

(defn smooth (ns)
  (Promise.all (Array.from (chunks ns 2)
                 (fn (chunk)
                   (await (pause chunk.length))
                   (average chunk)))))

(defn publish (means)
  (retry 3 (fn (attempt)
             (await (pause 1))
             (when (< attempt 3)
               (throw (new Error "the line is busy")))
             #`published ${(means.join " ")}`)))

(defn main ()
  (const good (await (run-stage "collect" collect (readings))))
  (const means (await (run-stage "smooth" smooth good)))
  (console.log (await (run-stage "publish" publish means)))
  (run-stage "archive" (fn () (throw (new Error "no disk"))) means))

(try
  (await (main))
  (catch error
    (console.log #`${error.name} in ${error.stage}: ${error.cause.message}`))
  (finally
    (console.log "done")))
