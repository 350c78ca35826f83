(let ((it 5)) (case 1 ((1) it) (else 0)))
;=> 5
