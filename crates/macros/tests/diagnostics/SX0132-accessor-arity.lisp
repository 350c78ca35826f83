(class A
  (get p (a) 1)
  (set q () 1))
(const o {(set p (...v) 1)})
