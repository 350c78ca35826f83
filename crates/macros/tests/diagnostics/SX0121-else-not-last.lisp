(cond (else 1) (true 2))
