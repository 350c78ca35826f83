; The tree is data.
(import-macros {laugh} "./laugh.lisp")
(console.log (laugh (s s s s s s s s s s s s s s s s s s s s s s s s s s s s s s s s s s s s s s s s) quote a))
