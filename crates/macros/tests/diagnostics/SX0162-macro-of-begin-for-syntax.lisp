(begin-for-syntax (defmacro one (x) x))
(console.log (one 1))
