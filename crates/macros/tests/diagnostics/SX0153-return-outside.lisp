(return 1)
(class A (static-block (return)))
