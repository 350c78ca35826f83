(def x (jsx p {} "a {b}" "c" (comma "{d}") "e > f"))
