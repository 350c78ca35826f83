(import {hidden} "parts/inner.lisp")
(console.log (hidden 1))
