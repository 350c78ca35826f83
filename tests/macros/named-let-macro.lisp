(define-syntax my-named-let (syntax-rules () ((_ tag ((n v) ...) b ...) ((letrec ((tag (lambda (n ...) b ...))) tag) v ...))))
(my-named-let go ((n 5) (acc 1)) (if (= n 0) acc (go (- n 1) (* acc n))))
;=> 120
