; Where a macro defines the name of a definition form, what stands below is a call of that.
(define-syntax define-as (syntax-rules () ((_ n v) (define-syntax n (syntax-rules () ((_ . r) v))))))
(define-syntax define-function (syntax-rules () ((_ n) (defn n (...xs) xs))))
(defn f () (define-as def 4) (def x))
(defn g () (define-function let) (let 1 2))
[(f) (g)]
;=> [4,[1,2]]
