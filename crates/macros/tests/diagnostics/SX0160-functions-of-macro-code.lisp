(macroexpand-1 '(when a b))
(const s (gensym))
(error "bad")
