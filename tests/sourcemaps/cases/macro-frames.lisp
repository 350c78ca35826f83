;; Macros: what a template writes comes from the call, what the caller writes from where it stands.
;; frames:
;;   fail-fast            (^new TypeError
;;   check-positive       (^assert-that (> n 0) "positive")
;;   half-of              (^check-positive)
;;   run-twice            (^half-of -4)
;;   with-log-body        (^run-twice)

(defmacro assert-that (test text)
  `(if (not ,test) (fail-fast ,text)))

(define-syntax with-log
  (syntax-rules ()
    ((_ label form ...)
     (begin
       (console.log "enter" label)
       form ...
       (console.log "leave" label)))))

(define-syntax swap!
  (syntax-rules ()
    ((_ a b) (let ((tmp a)) (set! a b) (set! b tmp)))))

(defmacro unless-zero (value . body)
  `(when (not= ,value 0) ,@body))

(defmacro define-adder (name amount)
  `(defn ,name (x) (+ x ,amount)))

(defn fail-fast (text)
  (throw (new TypeError (+ "not " text))))

(defn check-positive (n)
  (assert-that (> n 0) "positive")
  n)

(defn half-of (n)
  (-> n
      (check-positive)
      (/ 2)))

(define-adder add-five 5)

(let tmp 1)
(let other 2)
(swap! tmp other)
(console.log tmp other (add-five tmp))

(defn run-twice ()
  (unless-zero tmp
    (console.log (half-of 8))
    (console.log (half-of -4))))

(defn with-log-body ()
  (with-log "twice"
    (run-twice)))

(with-log-body)
