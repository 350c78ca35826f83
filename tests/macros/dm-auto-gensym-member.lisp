(defmacro m (e) `(let ((v# ,e)) v#.length))
(m "abc")
;=> 3
