(match 1 ((or 1 _) "a") (2 "b"))
(match 1 ((and _ (or _ 2)) "a") (2 "b"))
