(let ((x "outer")) (let-syntax ((m (syntax-rules () ((m) x)))) (let ((x "inner")) (m))))
;=> "outer"
