(defn f (out)
  (let lp ((k 0))
    (while true (out.push k) (break))
    (label rows (for-of (i [1 2]) (for-of (j [1 2]) (if (= j 2) (continue rows)) (out.push [i j]))))
    (switch k (case 1 (out.push "one") (break)) (default (out.push "other")))
    (dotimes (i 3) (if (= i 1) (continue)) (out.push i))
    (if (< k 1) (+ 1 (lp (+ k 1))) k)))
(let ((out [])) [(f out) out])
;=> [2,[0,[1,1],[2,1],"other",0,2,1,[1,1],[2,1],"one",0,2]]
