(import-macros {shout} "./modules/shout.lisp")
(import-macros {whisper} "./modules/whisper.lisp")
(begin-for-syntax (defn helper (x) (str "say " x)))
(defmacro say (x) (helper x))
[(shout 1) (whisper 2) (say 3) (shout 4) (whisper 5)]
;=> ["shout 1 1","whisper 2 11","say 3","shout 4 2","whisper 5 12"]
