;; Functions named by position: definitions, properties, fields, defaults, assignments.
;; frames:
;;   deepest-handler      (^new Error "deep")
;;   on-click             (^deepest-handler event)
;;   field-handler        (handlers.^on-click event)
;;   default-handler      (widget.^field-handler e)
;;   late-handler         (^callback event)
;;   my-handler           (^late-handler event)

(def deepest-handler
  (fn (event)
    (if event.deep (throw (new Error "deep")))
    event))

(def on-click (fn (event) (deepest-handler event)))

(const handlers
  {on-click
   "on key" (function (event) event.key)
   (method on-drag (event) (list event this))
   (get handler-count () 3)
   :nested {:innerFn (lambda args args.length)}})

(class Widget
  (field field-handler (fn (event) (handlers.on-click event)))
  (static (field make-widget (fn () (new Widget)))))

(const widget (Widget.make-widget))

(let late-handler)
(set! late-handler
  (fn (event)
    (const {(= default-handler (fn (e) (widget.field-handler e)))} event)
    (const callback default-handler)
    (callback event)))

(define my-handler
  (lambda (event)
    (late-handler event)))

(console.log (my-handler {:deep false}) (handlers.nested.inner-fn 1 2))
(console.log (.-length (handlers.on-drag 1)) handlers.handler-count)
(my-handler {:deep true})
