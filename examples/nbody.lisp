;; The n-body problem: the Sun and the outer planets, by symplectic integration.
;;
;; The numbers are those of the Computer Language Benchmarks Game; the output is the same in every engine.

(const pi 3.141592653589793)
(const solar-mass (* 4 pi pi))
(const days-per-year 365.24)

(class Body
  (constructor (x y z vx vy vz mass)
    (Object.assign this
                   {x
                    y
                    z
                    :vx (* vx days-per-year)
                    :vy (* vy days-per-year)
                    :vz (* vz days-per-year)
                    :mass (* mass solar-mass)}))
  (get speed-squared ()
    (+ (* this.vx this.vx) (* this.vy this.vy) (* this.vz this.vz)))
  (method! move (dt)
    (+= this.x (* dt this.vx))
    (+= this.y (* dt this.vy))
    (+= this.z (* dt this.vz)))
  (method! push (dx dy dz amount)
    (+= this.vx (* dx amount))
    (+= this.vy (* dy amount))
    (+= this.vz (* dz amount))))

(defn make-system ()
  (const sun (new Body 0 0 0 0 0 0 1))
  (const jupiter
    (new Body
         4.84143144246472090e+00
         -1.16032004402742839e+00
         -1.03622044471123109e-01
         1.66007664274403694e-03
         7.69901118419740425e-03
         -6.90460016972063023e-05
         9.54791938424326609e-04))
  (const saturn
    (new Body
         8.34336671824457987e+00
         4.12479856412430479e+00
         -4.03523417114321381e-01
         -2.76742510726411899e-03
         4.99852801234917238e-03
         2.30417297573763929e-05
         2.85885980666130812e-04))
  (const uranus
    (new Body
         1.28943695621391310e+01
         -1.51111514016986312e+01
         -2.23307578892655734e-01
         2.96460137564761618e-03
         2.37847173959480950e-03
         -2.96589568540237556e-05
         4.36624404335156298e-05))
  (const neptune
    (new Body
         1.53796971148509165e+01
         -2.59193146099879641e+01
         1.79258772950371181e-01
         2.68067772490389322e-03
         1.62824170038242295e-03
         -9.51592254519715870e-05
         5.15138902046611451e-05))
  [sun jupiter saturn uranus neptune])

(defn! offset-momentum (bodies)
  "Lets the Sun move so that the system as a whole stands still."
  (const [sun] bodies)
  (for-of (axis ["vx" "vy" "vz"])
    (const momentum
      (bodies.reduce (fn (sum body) (+ sum (* (. body [axis]) body.mass))) 0))
    (set! (. sun [axis]) (- (/ momentum solar-mass)))))

(defn* pairs (bodies)
  "Every pair of bodies, once."
  (for ((let i 0) (< i bodies.length) (++ i))
    (for ((let j (+ i 1)) (< j bodies.length) (++ j))
      (yield [(. bodies [i]) (. bodies [j])]))))

(defn distance-squared (a b)
  (let ((dx (- a.x b.x))
        (dy (- a.y b.y))
        (dz (- a.z b.z)))
    (+ (* dx dx) (* dy dy) (* dz dz))))

(defn energy (bodies)
  (let total 0)
  (for-of (body bodies)
    (+= total (* 0.5 body.mass body.speed-squared)))
  (for-of ([a b] (pairs bodies))
    (-= total (/ (* a.mass b.mass) (Math.sqrt (distance-squared a b)))))
  total)

(defn! advance (bodies dt)
  "Moves the system on by `dt` years."
  (for-of ([a b] (pairs bodies))
    (const dx (- a.x b.x))
    (const dy (- a.y b.y))
    (const dz (- a.z b.z))
    (const d2 (distance-squared a b))
    (const magnitude (/ dt (* d2 (Math.sqrt d2))))
    (a.push dx dy dz (- (* b.mass magnitude)))
    (b.push dx dy dz (* a.mass magnitude)))
  (for-of (body bodies)
    (body.move dt)))

(const system (make-system))
(offset-momentum system)
(console.log (.to-fixed (energy system) 9))
(dotimes (_ 1000)
  (advance system 0.01))
(console.log (.to-fixed (energy system) 9))
