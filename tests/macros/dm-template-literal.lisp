(defmacro hi (who) `#`Hi ${,who}`)
(hi "you")
;=> "Hi you"
