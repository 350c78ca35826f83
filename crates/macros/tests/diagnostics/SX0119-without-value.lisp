(const a)
(let [b c])
