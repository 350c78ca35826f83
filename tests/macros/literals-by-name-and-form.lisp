;; Literals are matched by what they name: `to-string` and `toString` are one name, `js/if` is the form.
(define-syntax m (syntax-rules (to-string) ((_ to-string) 'y) ((_ x) 'n)))
(define-syntax f (syntax-rules (js/if) ((_ js/if) 'form) ((_ x) 'other)))
[(m to-string) (m toString) (m to-text) (f if) (f js/if) (let ((if 1)) [(f if) (f js/if)]) (f unless)]
;=> ["y","y","n","form","form",["other","form"],"other"]
