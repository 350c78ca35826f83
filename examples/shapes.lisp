;; A class hierarchy with getters, statics and private fields.

(class Shape
  "Something with an area; every shape is counted."
  (static (field #made 0))
  (field #name)
  (constructor (name)
    (set! this.#name name)
    (++ Shape.#made))
  (get name () this.#name)
  (get area () 0)
  (method describe ()
    #`${this.name} of area ${(this.area.to-fixed 2)}`)
  (method to-string ()
    #`[${(this.describe)}]`)
  (static (get made () Shape.#made))
  (static (method largest (...shapes)
            (shapes.reduce (fn (a b) (if (>= a.area b.area) a b))))))

(class Circle (extends Shape)
  (field #radius)
  (constructor (radius)
    (super "circle")
    (set! this.radius radius))
  (get radius () this.#radius)
  (set radius (value)
    (when (< value 0)
      (throw (new RangeError #`no circle has radius ${value}`)))
    (set! this.#radius value))
  (get area () (* Math.PI (** this.#radius 2))))

(class Rectangle (extends Shape)
  (constructor (width height (= name "rectangle"))
    (super name)
    (Object.assign this {width height}))
  (get area () (* this.width this.height)))

(class Square (extends Rectangle)
  (static (field unit (new Square 1)))
  (constructor (side)
    (super side side "square"))
  (method describe ()
    #`${(super.describe)} and side ${this.width}`)
  (method* corners ()
    (for-of (x [0 this.width])
      (for-of (y [0 this.height])
        (yield [x y]))))
  (static-block
    (set! this.origin "static block")))

(const shapes [(new Circle 1) (new Rectangle 2 3) (new Square 2)])

(for-of (shape shapes)
  (console.log (shape.describe)))

(console.log #`largest: ${(Shape.largest ...shapes)}`)
(console.log #`corners: ${(.join (Array.from (.corners Square.unit) (fn ([x y]) #`(${x},${y})`)) " ")}`)
(console.log #`made ${Shape.made}, ${Square.origin}`)

(const [circle] shapes)
(set! circle.radius 2)
(console.log #`grown to ${(circle.area.to-fixed 3)}`)

(try
  (set! circle.radius -1)
  (catch error
    (console.log #`${error.name}: ${error.message}`)))

(const kinds
  (shapes.map (fn (shape)
                (cond ((instanceof shape Square) "square")
                      ((instanceof shape Rectangle) "rectangle")
                      (else (.-name shape.constructor))))))
(console.log (kinds.join ", "))
