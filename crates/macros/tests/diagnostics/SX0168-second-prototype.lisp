(declare-global a)
(const o {:__proto__ a :b 1 "__proto__" a})
(const p {:__proto__ a ["__proto__"] 1 (method __proto__ () 1)})
