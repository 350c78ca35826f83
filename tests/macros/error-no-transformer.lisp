(define-syntax m 5)
;=> error SX0101
