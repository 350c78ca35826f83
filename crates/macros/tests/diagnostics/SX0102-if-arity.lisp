(if true)
(if true 1 2 3)
(console.log (?: true 1))
