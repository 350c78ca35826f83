(const a (jsx div {"c d" 2 "e=" 3 :f 4 "g:h-i" 5 "a:b:c" 6 ".x" 7}))
(const b (jsx "a b" {}))
(const c (jsx my-element {:data-id 1 "xlink:href" "#"} (jsx "a:b" {})))
