;; Modules: frames cross files; a macro of another file maps to its call here.
;; frames:
;;   assert-size          geometry/shapes.lisp (^new RangeError
;;   make-square          geometry/shapes.lisp (^assert-size size)
;;   build-one            (^make-square size)

(import default-scale {area-of :make-square make-square "unit circle" unit-circle} "./geometry/shapes.lisp")
(import (* as shapes) "./geometry/shapes.lisp")
(import-macros {with-scale} "./geometry/macros.lisp")
(import {:basename file-base} "node:path")

(export (defn build-one (size)
  (with-scale (size default-scale)
    (make-square size))))

(export {:as-one build-one :scale default-scale})
(export default (fn (x) x))
(export {:joinPaths join sep} from "node:path")
(export (const total-count 3))

(console.log (area-of (build-one 2)) (file-base "a/b.txt") shapes.shape-count (unit-circle.radius))
(console.log (area-of (build-one -1)))
