(const o {(a 1)})
(const p {(field b 1)})
