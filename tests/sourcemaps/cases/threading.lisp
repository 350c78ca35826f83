;; Stack traces through when, unless, ->, ->>, some->, as-> and doto.
;; frames:
;;   last-step            (^new Error "last step")
;;   third-step           (^last-step n)
;;   second-step          (^third-step))
;;   (anonymous)          (^second-step n)

(defn last-step (n)
  (unless (< n 0)
    (throw (new Error "last step"))))

(defn third-step (n)
  (when (> n 2)
    (console.log "third" n)
    (last-step n)))

(defn second-step (n)
  (-> n
      (* 3)
      inc
      (third-step)))

(const pick-name (fn (user) (some-> user .-profile .-full-name (.trim))))
(console.log (pick-name {:profile {:full-name " Ada "}}) (pick-name nil))
(console.log (->> [1 2 3 4] (filter (fn (x) (> x 1))) (map (fn (x) (* x x))) (reduce + 0)))
(console.log (as-> 5 it (+ it 1) (* it it) (- it 6)))
(const table (doto (new Map) (.set :a 1) (.set :b 2)))
(console.log table.size (-> "kebab-case" (.split "-") (.join "_") .-length))
(when-let (found (table.get "b"))
  (console.log "found" found))
(console.log (if-let (missing (table.get "z")) missing "none"))
(.for-each [1 2] (fn (n) (second-step n)))
