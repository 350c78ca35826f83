(class A
  (field #x 1)
  (get #y () 1)
  (set #y (v) v)
  (method other (o) (. o #z))
  (method inner (o)
    (class B
      (method sum (q) (+ q.#x q.#y q.#w))))
  (method has (o) (in #v o)))
(class C
  (field #x 1)
  (method #x () 2)
  (static (get #y () 1))
  (set #y (v) v))
