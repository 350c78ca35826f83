; The tree is code.
(import-macros {laugh} "./laugh.lisp")
(laugh (s s s s s s s s s s s s s s s s s s s s s s s s s s s s s s s s s s s s s s s s) console.log console.log)
