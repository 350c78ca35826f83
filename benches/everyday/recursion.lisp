(defn fibonacci (n)
  (if (< n 2)
      n
      (+ (fibonacci (- n 1)) (fibonacci (- n 2)))))

(defn flatten (tree)
  (cond ((Array.is-array tree) (tree.flat-map flatten))
        ((= tree null) [])
        (else [tree])))

(console.log (fibonacci 20) (.join (flatten [1 [2 [3 null [4]] 5]]) " "))
