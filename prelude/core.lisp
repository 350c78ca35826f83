;; The prelude, edition 1. Every name here is a macro that prints plain JavaScript.
;;
;; `define-inline` defines a function that is expanded where it is called: its arguments are evaluated once, from left
;; to right, and as a value the name is the function itself. A parameter written (call f) is called with one argument.

;; `define-native` stands for a macro that the compiler expands itself,
;; because rules would copy what is left at each step.

;; Names that begin with % are steps of the macros here and of no use elsewhere.

;;; Control.

(define-syntax when
  (syntax-rules ()
    ((_ test form ...) (if test (begin form ...)))))

(define-syntax unless
  (syntax-rules (not = not= == !=)
    ((_ (not test) form ...) (if test (begin form ...)))
    ((_ (= a b) form ...) (if (not= a b) (begin form ...)))
    ((_ (not= a b) form ...) (if (= a b) (begin form ...)))
    ((_ (== a b) form ...) (if (!= a b) (begin form ...)))
    ((_ (!= a b) form ...) (if (== a b) (begin form ...)))
    ((_ test form ...) (if (not test) (begin form ...)))))

(define-native case)

(define-syntax if-let
  (syntax-rules ()
    ((_ (name value) then) (let ((name value)) (if name then)))
    ((_ (name value) then otherwise)
     (let ((it value)) (if it (let ((name it)) then) otherwise)))))

(define-syntax when-let
  (syntax-rules ()
    ((_ (name value) form ...) (let ((name value)) (when name form ...)))))

(define-syntax while-let
  (syntax-rules ()
    ((_ (name value) form ...)
     (while true
       (const name value)
       (if (not name) (break))
       form ...))))

(define-syntax dotimes
  (syntax-rules ()
    ((_ (name count) form ...)
     (for ((let name 0) (< name count) (++ name)) form ...))))

(define-syntax dolist
  (syntax-rules ()
    ((_ (name items) form ...) (for-of (name items) form ...))))

;;; Threading.

(define-native ->)
(define-native ->>)

(define-syntax as->
  (syntax-rules ()
    ((_ x name) x)
    ((_ x name form step ...) (let ((name x)) (as-> form name step ...)))))

(define-syntax some->
  (syntax-rules ()
    ((_ x) x)
    ((_ x step more ...)
     (let ((it x)) (if (== it nil) it (some-> (-> it step) more ...))))))

(define-syntax doto
  (syntax-rules ()
    ((_ x (f a ...) ...) (let ((it x)) (f it a ...) ... it))))

;;; Numbers and strings.

(define-inline (inc n) (+ n 1))
(define-inline (dec n) (- n 1))

(define-syntax str
  (syntax-rules ()
    ((_) "")
    ((_ x ...) (js/template x ...))))

;;; Lists. A list is an array.

(define-inline (list ...items) items)
(define-inline (car items) (js/get items 0))
(define-inline (cdr items) (.slice items 1))
(define-inline (cons item items) [item ...items])
(define-inline (first items) (js/get items 0))
(define-inline (second items) (js/get items 1))
(define-inline (rest items) (.slice items 1))
(define-inline (last items) (.at items -1))
(define-inline (nth items n) (js/get items n))
(define-inline (length items) (.-length items))
(define-inline (reverse items) (.toReversed items))
(define-inline (null? items) (= (.-length items) 0))
(define-inline (pair? items) (and (Array.isArray items) (> (.-length items) 0)))
(define-inline (list? items) (Array.isArray items))
(define-inline (eq? a b) (= a b))

(define-syntax apply
  (syntax-rules ()
    ((_ f a ... items) (f a ... ...items))))

(define-value apply (fn (f ...rest) (f ...(.flat rest 1))))

(define-inline (filter (call f) items) (.filter items f))
(define-inline (for-each (call f) items) (.forEach items f))

(define-syntax append
  (syntax-rules ()
    ((_ items ...) [...items ...])))

(define-value append (fn (...lists) (.flat lists 1)))

(define-inline (concat ...items) (.flat items))

(define-syntax map
  (syntax-rules ()
    ((_ f items) (%map-one f items))
    ((_ f items more ...) (%map-many f items more ...))))

(define-inline (%map-one (call f) items) (.map items f))

(define-syntax %map-many
  (syntax-rules ()
    ((_ f a b)
     (let ((g f) (xs a) (ys b)) (.map xs (fn (x i) (g x (js/get ys i))))))
    ((_ f a b c)
     (let ((g f) (xs a) (ys b) (zs c))
       (.map xs (fn (x i) (g x (js/get ys i) (js/get zs i))))))))

(define-syntax reduce
  (syntax-rules ()
    ((_ f items) (%reduce-from-first f items))
    ((_ f start items) (%reduce-from f start items))))

(define-inline (%reduce-from-first (call2 f) items) (.reduce items f))
(define-inline (%reduce-from (call2 f) start items) (.reduce items f start))

(define-syntax range
  (syntax-rules ()
    ((_ end) (Array.from {:length end} (fn (item i) i)))
    ((_ start end)
     (let ((low start))
       (Array.from {:length (- end low)} (fn (item i) (+ low i)))))
    ((_ start end step)
     (let ((low start) (by step))
       (Array.from {:length (Math.max 0 (Math.ceil (/ (- end low) by)))}
         (fn (item i) (+ low (* i by))))))))

;;; The functions that these macros are as values.

(define-value str (fn (...parts) (.join parts "")))
(define-value map (fn (f items) (.map items (fn (x) (f x)))))
(define-value reduce
  (fn (f start items) (.reduce items (fn (x y) (f x y)) start)))
(define-value range
  (fn (start end)
    (Array.from {:length (- end start)} (fn (item i) (+ start i)))))
