// Sources made for the benches: many small functions, the same text in every run.

const MACROS = {
  defmacro: "(defmacro clamp (x low high)\n  `(Math.min (Math.max ,x ,low) ,high))\n",
  "syntax-rules":
    "(define-syntax clamp\n  (syntax-rules ()\n    ((_ x low high) (Math.min (Math.max x low) high))))\n",
};

/** How the one macro of the program can be defined. */
export const macroKinds = Object.keys(MACROS);

/** A program of `count` small functions that use `let`, `cond`, `when`, `->` and one macro of their own. */
export function makeFunctions(count, macroKind) {
  const parts = [MACROS[macroKind]];
  for (let n = 0; n < count; n += 1) parts.push(makeFunction(n));
  return parts.join("\n");
}

function makeFunction(n) {
  return `(defn rate-${n} (order limit)
  (let ((total (* order.price order.count)))
    (when (> total limit)
      (console.log (-> order.name (.trim) (.slice 0 8))))
    (cond ((= total 0) "free")
          ((< total ${n + 10}) ${n})
          (else (clamp total ${n} limit)))))
`;
}
