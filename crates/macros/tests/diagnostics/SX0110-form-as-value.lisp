(const f if)
(const all [while])
