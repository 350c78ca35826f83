(begin-for-syntax
  (defn even-length? (n) (if (= n 0) true (odd-length? (- n 1))))
  (defn shift () (+ base offset)))
(begin-for-syntax
  (defn odd-length? (n) (if (= n 0) false (even-length? (- n 1))))
  (const [base offset] [10 5]))
(defmacro facts (...xs) [(symbol "list") (even-length? xs.length) (shift)])
(facts a b c)
;=> [false,15]
