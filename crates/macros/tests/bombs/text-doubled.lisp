(defmacro m (n s) (if (= n 0) s `(m ,(- n 1) ,(+ s s))))
(console.log (m 40 "abcdefgh"))
