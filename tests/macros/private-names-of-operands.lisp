; `o.#v` in a template is the private name of the template, whatever `o` is.
(define-syntax boxed
  (syntax-rules ()
    ((_ name other value)
     (class name
       (field #v value)
       (method #twice (x) (* 2 x))
       (method both (other) [other.#v other?.#v (other.#twice 3) (set! other.#v 9) this.#v])))))
(boxed Box from 5)
(class Own
  (field #v 2)
  (method m ()
    (define-syntax all (syntax-rules () ((_ x ...) [x.#v ...])))
    (all this this)))
[(.both (new Box) (new Box)) (.m (new Own))]
;=> [[5,5,6,9,5],[2,2]]
