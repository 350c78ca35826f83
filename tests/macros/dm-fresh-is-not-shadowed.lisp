; Plain symbols bound in between, under however many scopes, do not shadow a fresh one.
(defmacro m () `(let ((x# 1)) (let ((y 3)) (let ((z 4)) (let ((x 2)) [x# x])))))
(m)
;=> [1,2]
