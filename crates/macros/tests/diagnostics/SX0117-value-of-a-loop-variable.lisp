(declare-global f xs)
(for-in ((let q 1) xs) (f q))
(for-of ((const q 1) xs) (f q))
(for-of ((let q) xs) (f q))
