(file :goal script)
(define-syntax setter (syntax-rules () ((_ name value) (class (static (method m () (set! name value)))))))
(defn g (eval) (.m (setter eval {})) (.m (class (static (method m () (set! [eval.x] [6]))))) eval.x)
(defn h () (var arguments_ 1) (var eval 5) (.m (class (static (method m () (set! [{:a eval}] [{:a 7}]) (++ eval))))) [arguments_ eval])
(defn k () (directive "use strict") ["\101" "\8"])
[(g 1) (h) (k)]
;=> [6,[1,8],["A","8"]]
