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

const EXPANSION_MACROS = `(define-syntax my-or
  (syntax-rules ()
    ((_) false)
    ((_ e) e)
    ((_ e r ...) (let ((t e)) (if t t (my-or r ...))))))
(define-syntax my-and
  (syntax-rules ()
    ((_) true)
    ((_ e) e)
    ((_ e r ...) (if e (my-and r ...) false))))
(define-syntax swap!
  (syntax-rules ()
    ((_ a b) (let ((tmp a)) (set! a b) (set! b tmp)))))
(define-syntax my-unless
  (syntax-rules ()
    ((_ test form ...) (if (my-and test) undefined (begin form ...)))))
(define-syntax pairs
  (syntax-rules ()
    ((_ ((key value) ...) form ...) (let ((key value) ...) form ...))))
(define-syntax my-sum
  (syntax-rules ()
    ((_ x) x)
    ((_ x rest ...) (my-add x (my-sum rest ...)))))
(define-syntax my-add
  (syntax-rules ()
    ((_ a b) (+ a b))))
(define-syntax count-down
  (syntax-rules ()
    ((_ f x) x)
    ((_ f x step rest ...) (count-down f (f x step) rest ...))))
(defmacro clamp-all (low high ...names)
  \`[,@(.map names (fn (name) \`(Math.min (Math.max ,name ,low) ,high)))])
(defmacro with-field (target (key value) ...body)
  \`(let ((saved# ,value)) (set! (. ,target ,key) saved#) ,@body))
`;

/**
 * A file whose work is expansion: 5,000 uses of nested \`syntax-rules\` macros, 2,000 recursive ones that are 20 deep and
 * 1,000 uses of \`defmacro\`; 80,000 expansions in 1 MB.
 */
export function makeExpansions() {
  const parts = [EXPANSION_MACROS];
  for (let n = 0; n < 5000; n += 1) parts.push(makeNested(n));
  for (let n = 0; n < 2000; n += 1) parts.push(makeRecursive(n));
  for (let n = 0; n < 1000; n += 1) parts.push(makeProcedural(n));
  return parts.join("\n");
}

function makeNested(n) {
  return `(defn nested-${n} (a b)
  (pairs ((x (my-and a b)) (y (+ b ${n})))
    (my-unless (> x ${n})
      (swap! x y))
    (my-or x y)))`;
}

function makeRecursive(n) {
  const steps = Array.from({ length: 19 }, (_, at) => `s${(n + at) % 10}`);
  return `(defn recursive-${n} (s0 s1 s2 s3 s4 s5 s6 s7 s8 s9)
  (count-down Math.max ${n} ${steps.join(" ")}))`;
}

function makeProcedural(n) {
  return n % 2 === 0
    ? `(defn procedural-${n} (first second third)
  (clamp-all ${n} (+ first ${n}) first second third))`
    : `(defn procedural-${n} (target size)
  (with-field target (size (* size ${n}))
    (console.log target.size size)))`;
}
