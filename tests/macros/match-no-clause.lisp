(def text (fn (value) (try (match value (1 2)) (catch e [e.message (= e.cause value)]))))
(map text [(Object.create null) (Symbol "s") null 5])
;=> [["no clause of match fits",true],["no clause of match fits",true],["no clause of match fits",true],["no clause of match fits",true]]
