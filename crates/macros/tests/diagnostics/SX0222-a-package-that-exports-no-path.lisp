(import-macros {show twice} "parts/inner.lisp")
(console.log (twice 1) (show 1) (show 2))
