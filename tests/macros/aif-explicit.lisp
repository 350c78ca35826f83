(define-syntax aif (syntax-rules () ((_ it c a b) (let ((it c)) (if it a b)))))
(aif it (+ 1 2) (* it 2) "no")
;=> 6
