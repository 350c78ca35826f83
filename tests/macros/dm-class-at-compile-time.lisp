(defmacro m () (class Stack (constructor () (set! this.items [])) (method push (x) (this.items.push x) this)) (const s (.push (.push (new Stack) 1) 2)) `[,@s.items])
(m)
;=> [1,2]
