(some-function argument-number-one argument-number-two argument-number-three argument-four)
(describe "a suite of tests" (fn () (it "does one thing" (fn () (expect (f 1) 2) (expect (f 2) 3)))
  (it "does another" (fn () (expect true)))))
(xs.map (fn (x) (const y (* x 2))
   (return y)))
(.then (fetch url) (async (fn (response) (const data (await (response.json))) (console.log data) (return data))))
(. document (get-element-by-id "app") ?.[0] ?.(click) (add-event-listener "click" (fn (event) (event.prevent-default) (handle event))))
(very-long-function-name-that-leaves-little-room-for-arguments (another-long-function-name first second third))
((fn (x) (console.log x) x) 1)
(element.set-attribute "data" "some text
over lines")
(const numbers [1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30])
(const matrix [[1 0 0]
 [0 1 0]
 [0 0 1]])
(const small {:a 1
  :b 2})
(f {:a 1 :b [1 2 3] c ...rest (method m (a) a) [key] value "quoted" 1})
(f (+ (* aaaaaaaaaaaaaaaaaaaaaaaaa bbbbbbbbbbbbbbbbbbbbbbb) (* cccccccccccccccccccccc ddddddddddddddddddddd)))
#{1 2 3}
'(a b . c)
(quote (1 2))
`(a ,b ,@c , @)
(foo ...args ...[1 2])
(var (a) (b 1) ([x y] xs))
(import d {a :b c "x-y" z} (* as ns) "m")
(js/if a nil 0x1F)
(defn f () (when a (throw (new TypeError "a message that is much too long for a line of eighty columns, wherever it is put"))))
(set! some-object.some-property.another-property "a message that is much too long for a line of eighty")
(if c "a message that is much too long for a line of eighty columns, wherever it is put" b)
(throw "a message that is much too long for a line of eighty columns, wherever it is put, on the line or below")
(new ; why
  TypeError "a message that is much too long for a line of eighty columns, wherever it is put")
(some-function "a message that is much too long for a line of eighty columns, wherever it is put" b)
; many short operands fill lines
(declare-global first-name second-name third-name fourth-name fifth-name sixth-name)
(this.set n11 n12 n13 n14 n21 n22 n23 n24 n31 n32 n33 n34 n41 n42 n43 n44 "a" 1 true null)
(this.set n11 n12 n13 n14 n21 n22 n23 n24 n31 n32 n33 n34

  n41 n42 n43 n44 "a" 1 true null ; end
)
(f a-long-operand another-long-operand one-more-operand and-one-more
  ; before
  here-is-a-comment and-a-last-one)
(f a-long-operand another-long-operand one-more-operand and-one-more (g) and-a-last-one)
(f first-operand second-operand third-operand fourth-operand fifth-operand)
