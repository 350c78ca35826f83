;; A list that is called is a place where it is one: `this` is kept, whichever spelling it has.
(const o {:q 7 :m (function (x) (return (?? this?.q x)))})
(define-syntax member-of (syntax-rules () ((_ object name) (. object name))))
(define-syntax keyed (syntax-rules () ((_ object key) (js/get object key))))
[((. o m) 1)
 ((.-m o) 1)
 ((js/get o "m") 1)
 ((js/get? o "m") 1)
 ((?.-m o) 1)
 ((member-of o m) 1)
 ((keyed o "m") 1)
 ((do o.m) 1)
 ((comma 0 o.m) 1)]
;=> [7,7,7,7,7,7,7,1,1]
