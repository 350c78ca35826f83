(const o null)
(with-value ((o?.a 1)) 2)
