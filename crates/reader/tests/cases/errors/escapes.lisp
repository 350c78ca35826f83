(def a "bad \q and \u12 and \xZ and \u{110000}")
(def b "C:\dir")
