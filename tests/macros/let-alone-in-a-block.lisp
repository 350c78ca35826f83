(defn f (v out)
  (for-of (i [1 2]) (let ((x (+ i v)) (i 7)) (out.push x i)))
  (cond ((> v 1) (let ((x v)) (out.push x) (out.push (fn () x)))) (else (let ((x 0)) (out.push x) x)))
  (try (throw v) (catch e (let ((e (+ e 1)) (v e)) (out.push e v))))
  (while (< v 4) (let ((v v) (x 1)) (out.push v) (out.push x)) (++ v))
  out)
(let ((seen (f 2 []))) (.map seen (fn (one) (if (= (typeof one) "function") (one) one))))
;=> [3,7,4,7,2,2,3,2,2,1,3,1]
