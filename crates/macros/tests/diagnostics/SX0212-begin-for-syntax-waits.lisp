(begin-for-syntax (await 1))
(begin-for-syntax (for-await (x [1]) x))
