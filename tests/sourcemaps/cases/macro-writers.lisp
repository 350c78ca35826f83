;; Macros that write macros, take lists apart, repeat, and make fresh names.
;; frames:
;;   check-invariant      (^new Error (+ "broken: "
;;   set-speed!           (^guarded speed-limit new-speed
;;   drive-fast           (^set-speed! 300)

(const speed-limit 250)
(let speed 0)

(defn check-invariant (label holds)
  (unless holds
    (throw (new Error (+ "broken: " label)))))

(define-syntax guarded
  (syntax-rules ()
    ((_ limit value form ...)
     (begin
       (check-invariant "limit" (<= value limit))
       form ...))))

(define-syntax my-or
  (syntax-rules ()
    ((_) false)
    ((_ e) e)
    ((_ e rest ...) (let ((t e)) (if t t (my-or rest ...))))))

(define-syntax for-pairs
  (syntax-rules (in)
    ((_ (key value in object) form ...)
     (for-of ([key value] (Object.entries object)) form ...))))

(defmacro with-timer (label . body)
  `(let ((start# (Date.now)))
     (try
       ,@body
       (finally (console.log ,label (< (- (Date.now) start#) 100000))))))

(define-syntax define-event
  (syntax-rules ()
    ((_ (name arg ...) (field value) ...)
     (defn name (arg ...)
       (Object.assign (Object.create nil) {:kind 'name} {field value} ...)))))

(defn set-speed! (new-speed)
  (guarded speed-limit new-speed
    (set! speed new-speed)
    (console.log "speed" speed)))

(define-event (moved-to x-pos y-pos) ("x" x-pos) ("y" (+ y-pos 1)))

(let t 5)
(console.log (my-or nil 0 t) (my-or) (my-or t))
(for-pairs (k v in {:a 1 :b 2})
  (console.log k v))
(console.log (.-y (moved-to 1 2)) (.-kind (moved-to 0 0)))

(defn drive-fast ()
  (with-timer "drive"
    (set-speed! 100)
    (set-speed! 300)))

(drive-fast)
