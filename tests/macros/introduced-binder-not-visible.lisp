(define-syntax with-it (syntax-rules () ((_ v b) (let ((it v)) b))))
(define it "outer")
(with-it 5 it)
;=> "outer"
