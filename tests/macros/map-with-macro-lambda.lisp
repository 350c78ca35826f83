(define-syntax fun (syntax-rules (->) ((_ x -> b) (lambda (x) b))))
(map (fun n -> (+ n 1)) (list 1 2))
;=> [2,3]
