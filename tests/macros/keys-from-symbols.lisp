(define-syntax defaccessors (syntax-rules () ((_ (name key) ...) (begin (defn name (o) (js/get o 'key)) ...))))
(defaccessors (size-of size) (kind-of kind) (odd-of a-b))
(define-syntax put (syntax-rules () ((_ o key value) (js/set! o 'key value))))
(let ((o {:size 1 :kind "k" "a-b" 2})) (put o size 5) (put o a-b 6) [(size-of o) (kind-of o) (odd-of o) (js/get? o 'size)])
;=> [5,"k",6,5]
