(console.log \let (typeof \class) (\yield 1) \eval)
(set! \static 1)
(defn f (\let \class) [\let \class])
