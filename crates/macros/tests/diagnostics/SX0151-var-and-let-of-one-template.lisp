(declare-global f)
(define-syntax own
  (syntax-rules () ((_) (let ((t 1)) (f t) (begin (var t 2)) (f t)))))
(define-syntax other
  (syntax-rules () ((_ x) (let ((t 1)) (begin (var x 2)) (f t x)))))
(defn g () (own))
(defn h () (other t))
(defmacro fresh () `(for-of ((const t#) [1]) (if t# (begin (var t# 2)))))
(defn k () (fresh))
