(class A
  (async (get x () 1))
  (static (async (set y (v) 1)))
  (async (accessor z 1))
  (async (field w 1))
  (async (constructor () 1))
  (async (static (method m () 1)))
  (async (method* n () 1)))
