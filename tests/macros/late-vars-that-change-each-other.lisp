; What one `var` changes above it leaves the others alone: the file is expanded twice, however many there are.
(defmacro mk (name value) `(var ,name ,value))
(define-syntax own
  (syntax-rules ()
    ((_ v) (begin (const g (fn () (when v (when 1 2)))) (if true (mk when (fn (a b) (+ a (or b 0))))) (g)))))
(defn f1 () (const g (fn () (reduce + 0 [1 2]))) (let ((a 1)) (if a (mk reduce (fn () 1)))) (fn () (const h (fn () (let ((x 1)) (cond x 3)))) (if true (mk cond (fn (...all) all.length))) [(g) (h)]))
[((f1)) (begin (own 1)) (begin (own 2)) (begin (own 3)) (begin (own 4)) (begin (own 5))]
;=> [[1,2],4,5,6,7,8]
