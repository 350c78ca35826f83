(const o {nil 1})
(const p {-1 1})
(const q {[1 2] 3})
