(define-syntax with-name (syntax-rules () ((_ {:name n rest ...}) [n {rest ...}])))
(with-name {:age 3 :name "a" :size 4})
;=> ["a",{"age":3,"size":4}]
