(const a `(unquote 1 2))
(defmacro m (xs) ``(unquote ,@xs))
(const b (m (1 2)))
(const c `(a '(unquote 1 2)))
