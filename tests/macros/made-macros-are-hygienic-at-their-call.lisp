;; A macro that a macro defines and that is called where it is defined: binders of the call take no name of its template.
(def x 1)
(def n 3)
(def z 7)
(define-syntax mk
  (syntax-rules () ((_ name) (define-syntax name (syntax-rules () ((_ i e) (let ((i 5)) (list x i e))))))))
(mk m)
(define-syntax mk-set
  (syntax-rules () ((_ name) (define-syntax name (syntax-rules () ((_ i) (let ((i 5)) (set! x (+ x 1)) i)))))))
(mk-set ms)
(define-syntax def-loop
  (syntax-rules ()
    ((_ name lim)
     (define-syntax name (syntax-rules () ((_ i b) (for ((let i 0) (< i lim) (++ i)) b)))))))
(def acc [])
(def-loop loop3 n)
(loop3 n (acc.push n))
(define-syntax def-binder
  (syntax-rules ()
    ((_ name val) (define-syntax name (syntax-rules () ((_ id body) (let ((id 1)) (list body val))))))))
(def-binder bind-z z)
(defmacro mk-rules (name) `(define-syntax ,name (syntax-rules () ((_ i e) (let ((i 5)) (list x i e))))))
(mk-rules mr)
(defn inside (y)
  (define-syntax mk-in
    (syntax-rules () ((_ name) (define-syntax name (syntax-rules () ((_ i e) ((fn (i) [y i e]) 5)))))))
  (mk-in mi)
  (mi y y))
(define-syntax whole
  (syntax-rules ()
    ((_ i e) (let () (define-syntax inner (syntax-rules () ((_ j f) (let ((j 5)) (list x j f))))) (inner i e)))))
[(m x x) (ms x) x acc (bind-z z z) (mr x x) (inside 1) (whole x x)]
;=> [[1,5,5],5,2,[0,1,2],[1,7],[2,5,5],[1,5,5],[2,5,5]]
