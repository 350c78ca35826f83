(define-syntax point (syntax-rules () ((_ {:y b :x a}) [a b])))
(point {:x 1 :y 2})
;=> [1,2]
