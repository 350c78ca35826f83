;; A page of notes: the DOM through dotted names.
;;
;; `index.html` loads the JavaScript of this file. A click on a note marks it as done.

(const page (js/global "document"))

(defn by-id (id)
  (page.get-element-by-id id))

(const notes [])

(defn element (tag attributes ...children)
  "A new element with attributes and children, which are elements or texts."
  (doto (Object.assign (page.create-element tag) attributes)
        (.append ...children)))

(defn! render ()
  "Shows the notes and how many are left."
  (const items
    (notes.map (fn (note)
                 (const item
                   (element "li"
                            {:className (if note.done "done" "")}
                            note.text))
                 (item.add-event-listener "click"
                   (fn! ()
                     (set! note.done (not note.done))
                     (render)))
                 item)))
  (.replace-children (by-id "list") ...items)
  (const left (.-length (notes.filter (fn (note) (not note.done)))))
  (set! (.-text-content (by-id "status"))
        (cond ((= notes.length 0) "Nothing to do.")
              ((= left 0) "All done.")
              (else #`${left} of ${notes.length} left.`))))

(defn! add-note (text)
  (when text
    (notes.push {text :done false})
    (render)))

(.add-event-listener (by-id "form") "submit"
  (fn! (event)
    (event.prevent-default)
    (const input (by-id "text"))
    (add-note (input.value.trim))
    (set! input.value "")))

(add-note "Read the language reference")
(add-note "Write a macro")
