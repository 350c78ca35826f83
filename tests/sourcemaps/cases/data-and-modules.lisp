;; Quoted data, sets, class expressions, accessors, default exports, and functions named by where they stand.
;; frames:
;;   area                 (^new TypeError "no side")
;;   total-area           (+= sum (shape.^area)
;;   measure-all          (const measure-all (fn (shapes) (^total-area shapes)

(import file-system {:readFileSync read-file} "node:fs")

(const menu '(soup (main course) "dessert" :sweet 3))
(const seen #{"a" "b" ...[]})
(const empty #{})
(export (class Square
  "A square."
  (field side-length)
  (constructor ((= side-length 1))
    (set! this.side-length side-length))
  (get perimeter () (* 4 this.side-length))
  (set perimeter (total) (set! this.side-length (/ total 4)))
  (method area ()
    (if (not this.side-length)
        (throw (new TypeError "no side")))
    (** this.side-length 2))
  (static (get unit () (new Square)))))

(const Cube
  (class (extends Square)
    (method volume () (* (super.area) this.side-length))
    (method "quoted name" () (super.area))
    (static (async (method* steps () (yield 1))))))

(defn total-area (shapes)
  (let sum 0)
  (for-of (shape shapes)
    (+= sum (shape.area)))
  sum)

(const cube (new Cube 3))
(set! cube.perimeter 8)
(console.log menu seen.size empty.size (cube.volume) (js/call cube "quoted name") Square.unit.side-length)
(console.log (typeof file-system.read-file-sync) (typeof read-file) (instanceof cube Square))
(export default (fn (shapes) (total-area shapes)))
(console.log (total-area [(new Square 2) cube]))
(export (const measure-all (fn (shapes) (total-area shapes))))
(measure-all [(new Square 0)])
