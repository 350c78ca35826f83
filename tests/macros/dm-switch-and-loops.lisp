(defmacro m (n) (let ((out [])) (for ((let i 0) (< i n) (++ i)) (switch (% i 2) (case 0 (out.push "even") (break)) (default (out.push "odd")))) `[,@out]))
(m 3)
;=> ["even","odd","even"]
