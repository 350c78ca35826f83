(define-syntax fact (syntax-rules () ((_ 0) "zero") ((_ 1) "one") ((_ n) "many")))
(list (fact 0) (fact 1) (fact 2))
;=> ["zero","one","many"]
