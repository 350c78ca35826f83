(def limits #@galaxy(1 2))
(map #(+ % 1) xs) (def c #\a) (def d #\() (def re #"\w+")
(def r #/abc)
(def e #//g) (def f #/a/gg) (def g #/a/uv)
(def h '#) (f ') (g #;) (h ,@)
(def t #`a ${} ${a b}`)

(def day #/(?<year>\d{4}-\d\d/u)
(def pair #/(?<a>x)(?:y|(?<a>z))/)
