(begin-for-syntax (defn full (form) (macroexpand form)))
(defmacro sum (...xs)
  (cond ((= xs.length 0) 0)
        ((= xs.length 1) (first xs))
        (else `(+ ,(first xs) ,(full `(sum ,@(rest xs)))))))
[(sum) (sum 1 2 3 4) (sum 1 (sum 2 3))]
;=> [0,10,6]
