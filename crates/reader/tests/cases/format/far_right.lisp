; What is broken behind a comment hangs from the comment.
(const root #|* @type {Legacy.LegacyRoot} |#(walk source null {(method Root (node) (visit node)) :other_nodes_of_the_tree 1}))
(export (const floor #|@__PURE__|# (Fn (fn (immutable) (const x (to-variable (float immutable))) (int (floor x))) {:x "float" :return "int"})))
(const first #|* @type {AST.BaseNode | undefined} |#(and node.fragment.nodes (node.fragment.nodes.at 0) some_other_condition))

; A function below a long key, and what is broken far to the right.
(const options {:getErrHasColors (fn () (?? (useColor) (and process.stderr.isTTY (process.stderr.hasColors?. depth)))) :short (fn () (or first second) (third-function-of-many argument other) (fourth))})
(const outer {:inner {:deeper {:andDeeper {:omitLastInOneLineBlock {:type "boolean" :default true} :other {:type "string" :default "abc"}}}}})

; Operands below a wide head.
(when ready (unless (and (isArgumentOfGlobalMethodCall grandparent) (sourceCode.getFirstTokenBetween previousElement currentElement notComma)) (go)))
