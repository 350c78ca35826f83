;; A JSON reader and pretty-printer.
;;
;; The reader is a recursive descent over the text; every error has a line and a column. The printer keeps what fits on
;; a line on one line and breaks the rest.

(def line-width 48)

;; ---------------------------------------------------------------------------------------------------------------------
;; Reading

(class JsonError
  "What is wrong with a text and where."
  (extends Error)
  (constructor (message text at)
    (const before (text.slice 0 at))
    (const line (.-length (before.split "\n")))
    (const column (- at (before.last-index-of "\n")))
    (super #`${line}:${column}: ${message}`)))

(const escapes
  {:b "\b" :f "\f" :n "\n" :r "\r" :t "\t" "\"" "\"" "\\" "\\" "/" "/"})

(class Reader
  (field #text)
  (field #at 0)

  (constructor (text)
    (set! this.#text text))

  (method read ()
    "The one value of the text."
    (const value (this.#value))
    (this.#skip-blanks)
    (when (< this.#at this.#text.length)
      (this.#fail "the end was expected"))
    value)

  (method! #fail (message)
    (throw (new JsonError message this.#text this.#at)))

  (method #peek ()
    (. this.#text [this.#at]))

  (method! #skip-blanks ()
    (while (.includes " \t\n\r" (?? (this.#peek) "x"))
      (++ this.#at)))

  (method! #expect (char)
    (unless (= (this.#peek) char)
      (this.#fail #`${(JSON.stringify char)} was expected, not ${(JSON.stringify (?? (this.#peek) "the end"))}`))
    (++ this.#at))

  (method #value ()
    (this.#skip-blanks)
    (const char (this.#peek))
    (case char
      (("{") (this.#object))
      (("[") (this.#array))
      (("\"") (this.#string))
      (("t") (this.#word "true" true))
      (("f") (this.#word "false" false))
      (("n") (this.#word "null" null))
      (else (this.#number))))

  (method #word (word value)
    (unless (this.#text.starts-with word this.#at)
      (this.#fail "a value was expected"))
    (+= this.#at word.length)
    value)

  (method #number ()
    (const pattern #/-?(0|[1-9]\d*)(\.\d+)?([eE][-+]?\d+)?/y)
    (set! pattern.last-index this.#at)
    (const match (pattern.exec this.#text))
    (when (= match null)
      (this.#fail "a value was expected"))
    (set! this.#at pattern.last-index)
    (Number (. match [0])))

  (method #string ()
    (this.#expect "\"")
    (let text "")
    (while (not= (this.#peek) "\"")
      (const char (this.#peek))
      (cond ((= char undefined) (this.#fail "the string does not end"))
            ((= char "\\") (+= text (this.#escape)))
            (else
             (+= text char)
             (++ this.#at))))
    (++ this.#at)
    text)

  (method #escape ()
    (++ this.#at)
    (const char (this.#peek))
    (++ this.#at)
    (when (= char "u")
      (const digits (this.#text.slice this.#at (+ this.#at 4)))
      (+= this.#at 4)
      (return (String.from-char-code (Number.parse-int digits 16))))
    (?? (. escapes [char]) (this.#fail "no such escape")))

  (method #array ()
    (const items [])
    (this.#items "[" "]" (fn! () (items.push (this.#value))))
    items)

  (method #object ()
    (const entries [])
    (this.#items "{" "}"
      (fn! ()
        (this.#skip-blanks)
        (const key (this.#string))
        (this.#skip-blanks)
        (this.#expect ":")
        (entries.push [key (this.#value)])))
    (Object.from-entries entries))

  (method! #items (open close read-item)
    (this.#expect open)
    (this.#skip-blanks)
    (if (= (this.#peek) close)
        (begin
          (++ this.#at)
          (return)))
    (while true
      (read-item)
      (this.#skip-blanks)
      (when (not= (this.#peek) ",")
        (break))
      (++ this.#at))
    (this.#expect close)))

(defn read-json (text)
  (.read (new Reader text)))

;; ---------------------------------------------------------------------------------------------------------------------
;; Printing

(defn flat (value)
  "The value on one line."
  (cond ((Array.is-array value)
         #`[${(.join (value.map flat) ", ")}]`)
        ((and (= (typeof value) "object") (not= value null))
         (let ((pairs (.map (Object.entries value)
                        (fn ([key item])
                          #`${(JSON.stringify key)}: ${(flat item)}`))))
           (if (= pairs.length 0) "{}" #`{ ${(pairs.join ", ")} }`)))
        (else (JSON.stringify value))))

(defn pretty (value (= indent ""))
  "The value on as many lines as it needs."
  (const line (flat value))
  (when (or (not= (typeof value) "object")
            (<= (+ indent.length line.length) line-width))
    (return line))
  (const inner (+ indent "  "))
  (const is-array (Array.is-array value))
  (const rows
    (if is-array
        (value.map (fn (item) (+ inner (pretty item inner))))
        (.map (Object.entries value)
          (fn ([key item])
            #`${inner}${(JSON.stringify key)}: ${(pretty item inner)}`))))
  (const [open close] (if is-array ["[" "]"] ["{" "}"]))
  (-> [open (rows.join ",\n") (+ indent close)]
      (.join "\n")))

(defn depth (value)
  "How deep the value nests."
  (if (and (= (typeof value) "object") value)
      (+ 1 (Math.max 0 ...(.map (Object.values value) depth)))
      0))

;; ---------------------------------------------------------------------------------------------------------------------
;; The program

(const sample "{\"name\":\"sx\",\"tags\":[\"lisp\",\"javascript\"],\"limits\":{\"depth\":5000,\"ratio\":1.05e0,
\"flags\":[true,false,null],\"unicode\":\"caf\\u00e9 \\u03bb\\n\"},\"matrix\":[[1,0,0],[0,1,0],[0,0,1]],\"empty\":{},\"list\":[]}")

(const value (read-json sample))
(console.log (pretty value))
(console.log #`depth ${(depth value)}, same: ${(= (JSON.stringify value) (JSON.stringify (read-json (pretty value))))}`)

(for-of (text
         ["[1, 2"
          "{\"a\" 1}"
          "[1,\n 2,\n x]"
          "\"open"
          "[] []"
          "{\"a\": \"\\q\"}"])
  (try
    (read-json text)
    (catch error
      (console.log #`error ${error.message}`))))
