(define-syntax identity (syntax-rules () ((_ misc) (lambda (x) (let ((misc "other")) x)))))
((identity x) "arg")
;=> "arg"
