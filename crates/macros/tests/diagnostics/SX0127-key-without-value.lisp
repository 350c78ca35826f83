(const o {:a 1 :b})
(const {:c} o)
