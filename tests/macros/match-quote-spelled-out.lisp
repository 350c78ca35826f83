(defmacro is-u (x) `(match ,x (,(list 'quote (list 'u 1)) "u") (_ "other")))
[(match ["u" 1] ((quote (u 1)) 2) (_ 3)) (match "a" ((quote a) 1) (_ 2)) (is-u ["u" 1]) (is-u ["v" 1])]
;=> [2,1,"u","other"]
