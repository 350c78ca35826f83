; A jump without a label means the innermost loop, one that a macro makes too; a named let is no loop for it.
(define-syntax repeat
  (syntax-rules () ((_ n form ...) (for ((let i 0) (< i n) (++ i)) form ...))))
(def out [])
(for-of (x [1 2])
  (repeat 3 (if (= x 1) (break)) (out.push x))
  (dotimes (i 3) (if (= i 1) (continue)) (out.push i)))
(for-of (x [3 4 5])
  (let loop ((i 0))
    (if (< i 2)
        (begin (if (= x 4) (break)) (out.push [x i]) (loop (+ i 1))))))
out
;=> [0,2,2,2,2,0,2,[3,0],[3,1]]
