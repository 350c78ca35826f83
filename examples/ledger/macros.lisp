;; Macros that the modules of this program share. Nothing of this file reaches the output.

(define-syntax ensure
  ;; (ensure test "message"): an error unless the test holds.
  (syntax-rules ()
    ((_ test message)
     (unless test
       (throw (new Error message))))))

(define-syntax swap!
  ;; `tmp` is the macro's own: a caller's `tmp` is another name.
  (syntax-rules ()
    ((_ a b)
     (let ((tmp a))
       (set! a b)
       (set! b tmp)))))

(defmacro defrecord (name fields)
  ;; (defrecord point (x y)): a function that makes frozen objects with these fields.
  `(defn ,name ,fields
     (Object.freeze {,@fields})))
