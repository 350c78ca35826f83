(class A
  (get p (a) 1)
  (set q () 1))
