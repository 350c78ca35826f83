(defmacro digits () '#/\d+/)
(.test (digits) "a1")
;=> true
