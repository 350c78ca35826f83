(begin-for-syntax (defn typeof (x) (+ x 1)) (const class {:name "k"}) (defn import (x) 1) (defn void (x) (* x 2)))
(defmacro all (x) (.join [(typeof x) (void x) class.name (import "./none.js")] " "))
(all 4)
;=> "5 8 k 1"
