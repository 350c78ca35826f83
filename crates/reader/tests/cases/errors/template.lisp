(def a #`text ${b}
