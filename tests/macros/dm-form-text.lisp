; form-text of every kind of form, of those that macro code passes on as a whole too.
(defmacro texts (...forms) `[,@(.map forms form-text) ,(form-text `(f #/b/ \class #`<${1}>`))])
(texts #`a ${x} \` b` #/a+/g \class (f \x y) (x : T) {:a 1 ...b} #{1 2} 1n "q\n" `(a ,b ,@c) nil)
;=> ["#`a ${x} \\` b`","#/a+/g","\\class","(f \\x y)","(x : T)","{:a 1 ...b}","#{1 2}","1n","\"q\\n\"","`(a ,b ,@c)","null","(f #/b/ \\class #`<${1}>`)"]
