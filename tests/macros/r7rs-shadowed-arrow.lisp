(let ((=> false)) (cond (true => "ok")))
;=> "ok"
