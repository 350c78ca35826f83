; Names that strict JavaScript reserves may be names of macro code.
(defmacro params (let static yield implements interface package private protected public)
  `[,let ,static ,yield ,implements ,interface ,package ,private ,protected ,public])
(defmacro special (arguments eval) `[,arguments ,eval])
(defmacro locals (x) (const package x) (const {interface} {:interface 2}) (const f (fn (static) static)) `[,package ,interface ,(f 3)])
(begin-for-syntax (defn helper (private) private))
(defmacro by-helper (x) (helper x))
[(params 1 2 3 4 5 6 7 8 9) (special 1 2) (locals 1) (by-helper 4)]
;=> [[1,2,3,4,5,6,7,8,9],[1,2],[1,2,3],4]
