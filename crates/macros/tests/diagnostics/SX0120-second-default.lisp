(declare-global f)
(switch 1 (default (f 1)) (case 2 (f 2)) (default (f 3)))
