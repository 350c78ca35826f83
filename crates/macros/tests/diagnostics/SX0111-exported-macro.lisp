(define-syntax one (syntax-rules () ((_) 1)))
(export {one})
