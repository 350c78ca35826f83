(const o {(method #p () 1) :a 1})
