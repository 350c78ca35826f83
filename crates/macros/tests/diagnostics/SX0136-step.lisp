(const a {})
(. a 1)
(. a "b")
