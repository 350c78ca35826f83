(define-syntax inc (syntax-rules () ((_ x) (+ x 1))))
(let ((+ *)) (inc 5))
;=> 6
