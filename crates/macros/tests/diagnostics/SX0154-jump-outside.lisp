(break)
(while true (const f (fn () (continue))))
(switch 1 (case 1 (continue)))
