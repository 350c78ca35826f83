(cond 1)
(cond (else))
(switch 1 (2 3))
(try 1 (catch))
