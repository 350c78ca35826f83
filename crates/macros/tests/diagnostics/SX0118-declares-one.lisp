(const a 1 2)
(var b 1 c 2)
(let c 1 d 2)
