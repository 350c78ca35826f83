;; Mentions before the `var` of an expansion mean it: as callee, behind `typeof`, behind a backslash.
(define-syntax var-of (syntax-rules () ((_ name value) (var name value))))
(def seen [])
(defn early ()
  (const inner (fn! () (later 1) (seen.push (typeof asked) (typeof \word) \word)))
  (seen.push (typeof asked))
  (when seen
    (var-of later (fn (x) (seen.push x)))
    (var-of asked 1)
    (var-of word "w"))
  (inner)
  (later.call null 2))
(early)
seen
;=> ["undefined",1,"number","string","w",2]
