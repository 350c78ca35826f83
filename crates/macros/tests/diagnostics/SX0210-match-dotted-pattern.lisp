(match [1 2] ([a . b] b) (_ 0))
(match [1 2] ([...a b] b) (_ 0))
(match {} ({a} 1) ((or b 1) 2))
