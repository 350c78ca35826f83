; `,,@xs` and `,@,@xs`: each element becomes an operand of the inner unquote (R6RS 11.17; as Chez Scheme prints them).
(const xs '(1 2 3))
[`(a `(b ,,@xs))
 `(a `(b ,@,@xs))
 `(a `(b ,,@'()))
 `(a `(b ,,@'(7)))
 `(a `(b (unquote 5 ,@xs) ,(c ,@xs)))
 `(a (unquote 1 2 (+ 1 2)) (unquote-splicing xs xs) z)
 `(a (unquote) (unquote-splicing) z)
 `(1 `(2 (unquote a ,(+ 1 2))))
 `(1 `(2 `(3 ,,,@xs)))]
;=> [["a",["quasiquote",["b",["unquote",1,2,3]]]],["a",["quasiquote",["b",["unquote-splicing",1,2,3]]]],["a",["quasiquote",["b",["unquote"]]]],["a",["quasiquote",["b",["unquote",7]]]],["a",["quasiquote",["b",["unquote",5,1,2,3],["unquote",["c",1,2,3]]]]],["a",1,2,3,1,2,3,1,2,3,"z"],["a","z"],[1,["quasiquote",[2,["unquote","a",3]]]],[1,["quasiquote",[2,["quasiquote",[3,["unquote",["unquote",1,2,3]]]]]]]]
