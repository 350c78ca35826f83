(file :goal script)
(defn s () (directive "use strict") [\let \yield])
(class A (method m () (label static (while true (break static)))))
(defn sloppy () (label static (while true (break static))) [\let \yield])
