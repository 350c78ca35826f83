(console.log (match 1 ({:a x} 1) ({:k 1 :k} 3) (_ 1)))
(console.log (match 1 ({:a x true y} 1) (_ 1)))
(console.log (match 1 ((or a 1) a) (_ 2)))
(console.log (match 1 (`a 1) (_ 2)))
