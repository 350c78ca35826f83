; `,,@xs` in templates of macros: the inner quasiquote takes each of its operands.
(defmacro each (...ys) ``(b ,,@ys))
(defmacro all (...ys) ``(b ,@,@ys))
(defmacro text (...ys) (form-text ``(b ,@,@ys ,,(first ys) ,,@ys)))
(defmacro def-list (name ...ys) `(defmacro ,name (a b) `(list ,,@ys)))
(def-list add a b (+ a b))
(defmacro these (a b) `[(unquote a b) (unquote-splicing a b)])
[(each (+ 1 2) (* 3 4)) (all '(1 2) '(3 4)) (text '(1 2) z) (add 1 2) (these [1 2] [3 4]) (all)]
;=> [["b",3,12],["b",1,2,3,4],"`(b (unquote-splicing '(1 2) z) ,'(1 2) (unquote '(1 2) z))",[1,2,3],[[1,2],[3,4],1,2,3,4],["b"]]
