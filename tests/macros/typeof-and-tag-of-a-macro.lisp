(define-syntax it (syntax-rules () ((_) x) ((_ o) o.y)))
(const x {:y 1 :tag (function (text) this.y)})
(define-syntax tag (syntax-rules () ((_) x.tag)))
[(typeof (it)) (typeof (it x)) (tagged (tag) #`a`)]
;=> ["object","number",1]
