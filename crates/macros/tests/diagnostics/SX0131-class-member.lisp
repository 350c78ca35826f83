(class A
  (x 1)
  "text"
  (const b 1))
