(define-syntax accessors
  (syntax-rules ()
    ((_ name ...) (begin (begin (get name () (. this data name)) ...) (begin) (method count () 0)))))
(defmacro statics (...names) `(begin ,@(names.map (fn (name) `(static (field ,name ,(symbol-name name)))))))
(class Point
  (constructor (data) (set! this.data data))
  (accessors x y)
  (begin (field kind "point") (statics a b)))
(const p (new Point {:x 1 :y 2}))
[p.x p.y (p.count) p.kind Point.a Point.b]
;=> [1,2,0,"point","a","b"]
