(def o (Object.create {:inherited 1}))
(Object.assign o {:a 1 :b 2 "c d" 3 5 "five"})
[(match o ({:a a ...others} [a others]))
 (match o ({"c d" x 5 y ...others} [x y others]))
 (match o ({...others} others))
 (match o ({:a [_] ...others} others) (_ "no"))
 (match [o] ([{:b b ...others}] [b others]))]
;=> [[1,{"5":"five","b":2,"c d":3}],[3,"five",{"a":1,"b":2}],{"5":"five","a":1,"b":2,"c d":3},"no",[2,{"5":"five","a":1,"c d":3}]]
