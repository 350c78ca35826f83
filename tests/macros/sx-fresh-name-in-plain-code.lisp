(const tmp 1)
(const tmp# 2)
[tmp tmp#]
;=> [1,2]
