(defn helper (x) ["global" x])
(define-syntax call-helper (syntax-rules () ((_ x) [(helper x) (.test #/a+/i x) #`<${x}>`])))
(defmacro whole (x) (macroexpand x))
(defmacro rebuilt (x)
  (const form (macroexpand x))
  `(list ,@form))
(defn use (helper) [(whole (call-helper helper)) (rebuilt (call-helper helper))])
(use "bA")
;=> [[["global","bA"],true,"<bA>"],[["global","bA"],true,"<bA>"]]
