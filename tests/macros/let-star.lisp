(define-syntax my-let* (syntax-rules () ((_ () b ...) (let () b ...)) ((_ ((n v) r ...) b ...) (let ((n v)) (my-let* (r ...) b ...)))))
(my-let* ((a 1) (b (+ a 1)) (a (* b 10))) (list a b))
;=> [20,2]
