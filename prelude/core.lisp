;; The prelude, edition 1. Every name here is a macro that prints plain JavaScript.
;;
;; `define-inline` defines a function that is expanded where it is called: its arguments are evaluated once, from left
;; to right, and as a value the name is the function itself. A parameter written (call f) is called with one argument,
;; (call2 f) with two. `define-value` gives the function that the name of another macro is as a value; it gives what a
;; call of the macro gives.

;; `define-native` stands for a macro that the compiler expands itself,
;; because rules would copy what is left at each step.

;; Names that begin with % are steps of the macros here and of no use elsewhere.

;;; Control.

;; The forms, if the test is truthy; the value of the last one.
;; (when (> 2 1) 1 "yes") ;=> "yes"
(define-syntax when
  (syntax-rules ()
    ((_ test form ...) (if test (begin form ...)))))

;; The forms, if the test is falsy.
;; (unless (> 1 2) 1 "no") ;=> "no"
(define-syntax unless
  (syntax-rules (not = not= == !=)
    ((_ (not test) form ...) (if test (begin form ...)))
    ((_ (= a b) form ...) (if (not= a b) (begin form ...)))
    ((_ (not= a b) form ...) (if (= a b) (begin form ...)))
    ((_ (== a b) form ...) (if (!= a b) (begin form ...)))
    ((_ (!= a b) form ...) (if (== a b) (begin form ...)))
    ((_ test form ...) (if (not test) (begin form ...)))))

(define-native case)

;; The name is the value in the first form, which is chosen if the value is truthy.
;; [(if-let (n (.at [3] 0)) (+ n 1) "none") (if-let (n (.at [] 0)) (+ n 1) "none")] ;=> [4,"none"]
(define-syntax if-let
  (syntax-rules ()
    ((_ (name value) then)
     (let ((it value)) (if it (let ((name it)) then))))
    ((_ (name value) then otherwise)
     (let ((it value)) (if it (let ((name it)) then) otherwise)))))

;; (when-let (n (.at [3] 0)) (++ n) n) ;=> 4
(define-syntax when-let
  (syntax-rules ()
    ((_ (name value) form ...)
     (let ((it value)) (when it (let ((name it)) form ...))))))

;; The forms for each value, up to the first that is falsy.
;; (let ((queue [1 2 3]) (sum 0)) (while-let (n (queue.pop)) (+= sum n)) sum) ;=> 6
(define-syntax while-let
  (syntax-rules ()
    ((_ (name value) form ...)
     (while true
       (let ((it value))
         (if (not it) (break))
         (let ((name it)) form ...))))))

;; The forms for 0, 1, … up to the count, which is evaluated once.
;; (let ((sum 0)) (dotimes (i 4) (+= sum i)) sum) ;=> 6
(define-syntax dotimes
  (syntax-rules ()
    ((_ (name count) form ...)
     (let ((end count))
       (for ((let name 0) (< name end) (++ name)) form ...)))))

;; The forms for each item of a list, or of anything that can be iterated.
;; (let ((all "")) (dolist (c "abc") (set! all (+ c all))) all) ;=> "cba"
(define-syntax dolist
  (syntax-rules ()
    ((_ (name items) form ...) (let ((list items)) (for-of (name list) form ...)))))

;;; Threading.

;; `->` puts each value in as the first operand of the next form, `->>` as the last, `as->` under a name.
;; [(-> "a,b" (.split ",") (.join "-")) (->> [1 2 3] (filter (fn (n) (> n 1))) (map inc)) (as-> 2 n (* n n) [n n])] ;=> ["a-b",[3,4],[4,4]]
(define-native ->)
(define-native ->>)

(define-syntax as->
  (syntax-rules ()
    ((_ x name) x)
    ((_ x name form step ...) (let ((name x)) (as-> form name step ...)))))

;; The same as `->`, up to the first `nil` or `undefined`.
;; [(some-> {:a {:b 1}} (.-a) (.-b)) (some-> {:a nil} (.-a) (.-b))] ;=> [1,null]
(define-syntax some->
  (syntax-rules ()
    ((_ x) x)
    ((_ x step more ...)
     (let ((it x)) (if (== it nil) it (some-> (-> it step) more ...))))))

;; Each form gets the value as its first operand; gives the value.
;; (doto [3 1 2] (.sort) (.push 4)) ;=> [1,2,3,4]
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

(define-value str (fn (...parts) (.join (.map parts (fn (part) (str part))) "")))

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

(define-value apply (fn (f ...rest) (f ...(.slice rest 0 -1) ...(.at rest -1))))

(define-inline (filter (call f) items) (.filter items f))
(define-inline (for-each (call f) items) (.forEach items f))

(define-syntax append
  (syntax-rules ()
    ((_ items ...) [...items ...])))

(define-value append (fn (...lists) (.flatMap lists (fn (items) [...items]))))

(define-inline (concat ...items) (.flat items))

(define-syntax map
  (syntax-rules ()
    ((_ f items) (%map-one f items))
    ((_ f items more ...) (%map-many f items more ...))))

(define-inline (%map-one (call f) items) (.map items f))

(define-native %map-many)

(define-value map
  (fn (f items ...others)
    (.map items (fn (x i) (f x ...(.map others (fn (ys) (js/get ys i))))))))

(define-syntax reduce
  (syntax-rules ()
    ((_ f items) (%reduce-from-first f items))
    ((_ f start items) (%reduce-from f start items))))

(define-inline (%reduce-from-first (call2 f) items) (.reduce items f))
(define-inline (%reduce-from (call2 f) start items) (.reduce items f start))

(define-value reduce
  (fn (f ...rest)
    (.reduce (.at rest -1) (fn (x y) (f x y)) ...(.slice rest 0 -1))))

(define-syntax range
  (syntax-rules ()
    ((_ end) (Array.from {:length end} (fn (item i) i)))
    ((_ start end)
     (let ((low start))
       (Array.from {:length (- end low)} (fn (item i) (+ low i)))))
    ((_ start end step)
     (let ((low start) (high end) (by step))
       (Array.from {:length (Math.max 0 (Math.ceil (/ (- high low) by)))}
         (fn (item i) (+ low (* i by))))))))

(define-value range
  (fn (start end step)
    (cond ((= end undefined) (range start))
          ((= step undefined) (range start end))
          (else (range start end step)))))

;;; Matching. A line `;; form ;=> value` is an example; the tests run them.

;; (match value (pattern form ...) ...) is what the forms of the first clause give whose pattern fits. A pattern is a
;; name, which is bound, with a type if you like; `_`; a number, string, keyword, boolean, null, undefined, NaN or
;; Infinity, which is the same; #/re/, which a string fits that it finds something in; quoted data, which has the same
;; structure; [pattern ...] and [pattern ... ...rest], arrays of that length and at least that long; {:key pattern name}
;; and {:key pattern ...rest}, an object (no function, no string) that has these properties and whose values fit; (or
;; pattern ...), one of several without names; (and pattern ...), all; (is? f pattern), what f is true for; (= form), what
;; equals a value. (when test) in front of the forms is a guard. A clause behind one that fits everything is warned of.
;; Where no clause fits an error is thrown, whose cause is the value. A clause reads a property once, and what stands in
;; front of code of the program before that code runs.
;;
;; (match [1 2] ([a] a) ([a b] (+ a b))) ;=> 3
;; (match {:kind "circle" :r 2} ({:kind "circle" r} (* 3 r r)) ({:kind "square" a} (* a a))) ;=> 12
;; (match 7 ((or 1 2) "small") (n (when (> n 5)) "large") (_ "other")) ;=> "large"
;; (match [1 2 3] ([first ...others] others)) ;=> [2,3]
;; (match "x" ('x 1) (_ 2)) ;=> 1
;; (match ["add" ["x" 1]] ('(add (x 2)) "two") ('(add (x 1)) "one")) ;=> "one"
;; (match {:a 1 :b 2 :c 3} ({:a 1 ...others} others)) ;=> {"b":2,"c":3}
;; (match ["a-1" 5 undefined] ([#/^a-/ n : number undefined] n)) ;=> 5
;; (match "text" ({:length n} n) ({} "object") (_ "neither")) ;=> "neither"
;; (match {:top-left 1 :topLeft 2} ({:none x} x) ({top-left :top-left other} [top-left other])) ;=> [2,1]
;; (try (match (Object.create null) (1 2)) (catch e [e.message (typeof e.cause)])) ;=> ["no clause of match fits","object"]
(defmacro match (value ...clauses)
  (const head-is (fn (p name) (and (= (form-kind p) "list") (symbol? (first p)) (= (symbol-name (first p)) name))))
  (const no-pattern (fn (p) (error "this is no pattern: a name, a literal, [pattern ...], {:key pattern}, (or ...), (and ...), (is? f) or (= form)" p)))
  ;; What stands before a type: `p : T`, in parentheses of its own or not.
  (const typed-of
    (fn (p)
      (const typed (if (and (= (form-kind p) "list") (= p.length 1)) (first p) p))
      (and (= (form-kind typed) "typed") (first typed))))
  (const spread? (fn (p) (or (= (form-kind p) "spread") (and (= (form-kind p) "typed") (= (form-kind (first p)) "spread")))))
  ;; A quoted form, in the spelling of a list too.
  (const quote? (fn (p) (or (= (form-kind p) "quote") (and (head-is p "quote") (= p.length 2)))))
  ;; The name of a rest, without its type.
  (const rest-of
    (fn (p)
      (and (> p.length 0)
           (spread? (last p))
           (let ((rest (. (if (= (form-kind (last p)) "typed") (first (last p)) (last p)) [1])))
             (or (typed-of rest) rest)))))
  ;; What stands before a rest; a rest is a name and stands last.
  (const fixed-of
    (fn (p)
      (const fixed (if (rest-of p) (.slice p 0 -1) p))
      (for-of (q fixed)
        (if (spread? q) (error "a rest stands last in its pattern" q))
        (if (and (symbol? q) (= (symbol-name q) ".")) (error "a rest is written ...name in a pattern" q p)))
      (if (and (rest-of p) (not (symbol? (rest-of p)))) (error "a rest is a name" (last p)))
      fixed))
  (const key-of
    (fn (key p)
      (const kind (form-kind key))
      (cond ((or (= kind "string") (= kind "number")) key)
            ((= kind "keyword") (symbol-name key))
            (else (error "this is no key: a name, a keyword, a string or a number" key p)))))
  (const entries
    (fn (p)
      (const out [])
      (const fixed (fixed-of p))
      (for ((let i 0) (< i fixed.length) (++ i))
        (const key (. fixed [i]))
        (const name (if (= (form-kind key) "typed") (first key) key))
        ;; As where names are declared, a name alone is the property that JavaScript spells so.
        (if (or (symbol? name) (= (form-kind name) "verbatim"))
            (out.push [(member-name name) key])
            (begin
              (if (= (+ i 1) fixed.length) (error "a key without a pattern" key p))
              (out.push [(key-of key p) (. fixed [(+ i 1)])])
              (++ i))))
      out))
  ;; Quoted data that is no name, as a pattern.
  (const quoted
    (fn (data)
      (const kind (form-kind data))
      (cond ((or (= kind "list") (= kind "array")) `[,@(data.map (fn (item) `',item))])
            ((.includes ["number" "string" "boolean" "null" "bigint"] kind) data)
            (else (no-pattern data)))))
  (const constant? (fn (p) (and (symbol? p) (.includes ["undefined" "NaN" "Infinity"] (symbol-name p)))))
  (const name? (fn (p) (or (and (symbol? p) (not (constant? p))) (= (form-kind p) "verbatim"))))
  (const any? (fn (p) (and (symbol? p) (= (symbol-name p) "_"))))
  ;; Whether a property that is not there fits too, as far as its value goes.
  (defn fits-nothing? (p)
    (const kind (form-kind p))
    (cond ((name? p) true)
          ((typed-of p) (fits-nothing? (typed-of p)))
          ((head-is p "and") (.every (.slice p 1) fits-nothing?))
          ((head-is p "or") (.some (.slice p 1) fits-nothing?))
          (else (or (constant? p) (head-is p "is?") (head-is p "=")))))
  ;; Whether a pattern fits everything and binds nothing.
  (defn fits-all? (p)
    (cond ((typed-of p) (fits-all? (typed-of p)))
          ((head-is p "and") (.every (.slice p 1) fits-all?))
          ((head-is p "or") (.some (.slice p 1) fits-all?))
          (else (any? p))))
  (const it (gensym "value"))
  ;; A place is read where it is used first, and its value is kept where it is used again. What stands for a use is filled
  ;; when all uses are known: those of a part make one of the whole.
  (let places [])
  (let kept [])
  (const place-of
    (fn (read)
      (const place {:read read :uses []})
      (places.push place)
      place))
  ;; What has a name was read before.
  (const whole {:name it})
  (defn use (place)
    (cond (place.name place.name)
          (else (const node []) (place.uses.push node) node)))
  (defn fill-places ()
    (for-of (place (.reverse places))
      (const [first ...others] place.uses)
      (cond ((= place.uses.length 1) (first.push ...(place.read)))
            ((> place.uses.length 1)
             (const name (gensym "part"))
             (kept.push name)
             (first.push ...`(set! ,name ,(place.read)))
             (for-of (node others) (node.push ...`(begin ,name))))))
    (set! places []))
  (defn all (these)
    (cond ((= these.length 0) true)
          ((= these.length 1) (first these))
          (else `(and ,@these))))
  ;; Whether a pattern runs code of the program: its tests may change what is read behind them.
  (defn calls-out? (p)
    (or (head-is p "is?") (and (head-is p "=") (= (form-kind (second p)) "list")) (and (Array.isArray p) (p.some calls-out?))))
  ;; What a pattern asks of a place goes to `tests`, in order, and what it binds to `names`: a place and what makes the
  ;; binding. `keeps?`: code of the program runs before the forms of the clause.
  (defn visit (p place tests names keeps?)
    (const kind (form-kind p))
    (const ask (fn (...these) (tests.push ...these)))
    (const in-part (fn (q read) (visit q (place-of read) tests names keeps?)))
    ;; What names in front of a test mean is read before the code in the test runs.
    (const read-names
      (fn ()
        (for-of ([of] names)
          (if (and (not of.name) (= of.uses.length 0)) (ask `(comma ,(use of) true))))))
    (cond ((any? p) nil)
          ((name? p) (names.push [place (fn () [p (use place)])]))
          ((constant? p) (ask (if (= (symbol-name p) "NaN") `(Number.isNaN ,(use place)) `(= ,(use place) ,p))))
          ((typed-of p) (visit (typed-of p) place tests names keeps?))
          ((= kind "regex") (ask `(= (typeof ,(use place)) "string") `(.test ,p ,(use place))))
          ((= kind "array")
           (const fixed (fixed-of p))
           (const rest (rest-of p))
           (ask `(Array.isArray ,(use place)))
           ;; Every array has so many elements.
           (if (or (not rest) (> fixed.length 0))
               (ask `(,(if rest '>= '=) (. ,(use place) length) ,fixed.length)))
           (fixed.forEach (fn (q i) (in-part q (fn () `(. ,(use place) [,i])))))
           (if rest (in-part rest (fn () `(.slice ,(use place) ,fixed.length)))))
          ((= kind "object")
           (const keys (entries p))
           (ask `(= (typeof ,(use place)) "object") `(not= ,(use place) null))
           (for-of ([key q] keys) (if (fits-nothing? q) (ask `(in ,key ,(use place)))))
           (const rest (rest-of p))
           (const named (keys.map (fn ([_ q]) (or (typed-of q) q))))
           (cond ((or (not rest) (any? rest))
                  (for-of ([key q] keys) (in-part q (fn () `(js/get ,(use place) ,key)))))
                 ((and (not keeps?) (named.every (fn (q) (or (any? q) (name? q)))))
                  (const targets (named.map (fn (q) (if (any? q) (gensym "_") q))))
                  (names.push [place (fn () [(taken keys targets rest) (use place)])]))
                 (else
                   ;; All are read at once, so that what is left is told without reading them again.
                   (const parts (keys.map (fn () (gensym "part"))))
                   (const others (gensym "others"))
                   (kept.push ...parts others)
                   (ask `(comma (set! ,(taken keys parts others) ,(use place)) true))
                   (keys.forEach (fn ([_ q] i) (visit q {:name (. parts [i])} tests names keeps?)))
                   (names.push [{:name others} (fn () [rest others])]))))
          ;; A name is a string where programs run, and a symbol or keyword in macro code.
          ((= kind "keyword") (ask `(= ,(use place) ',p)))
          ((and (quote? p) (.includes ["symbol" "keyword"] (form-kind (second p)))) (ask `(= ,(use place) ,p)))
          ((quote? p) (visit (quoted (second p)) place tests names keeps?))
          ((and (head-is p "or") (> p.length 1))
           (const is-open (fits-all? p))
           (const found
             (.map (.slice p 1)
                   (fn (q)
                     (const [inner bound] [[] []])
                     (visit q (if is-open {:uses []} place) inner bound keeps?)
                     (if (> bound.length 0) (error "a pattern of `or` binds no names" q p))
                     (all inner))))
           (if (calls-out? p) (read-names))
           (if (not is-open) (ask `(or ,@found))))
          ((and (head-is p "is?") (<= 2 p.length 3))
           (const value (use place))
           (read-names)
           (ask `(,(. p [1]) ,value))
           (if (= p.length 3) (visit (. p [2]) place tests names keeps?)))
          ((and (head-is p "=") (= p.length 2))
           (const value (use place))
           (if (calls-out? p) (read-names))
           (ask `(= ,value ,(. p [1]))))
          ((head-is p "and") (for-of (q (.slice p 1)) (visit q place tests names keeps?)))
          ((.includes ["number" "string" "boolean" "null" "bigint" "template"] kind) (ask `(= ,(use place) ,p)))
          (else (no-pattern p))))
  ;; The pattern of an object whose keys are taken out: what is left is its rest.
  (defn taken (keys targets rest)
    `{,@(.flatMap keys (fn ([key] i) [(if (= (typeof key) "string") (keyword key) key) (. targets [i])])) ...,rest})
  (defn bind (names forms)
    (if (= names.length 0) `(begin ,@forms) `(let ,(names.map (fn ([_ make]) (make))) ,@forms)))
  ;; Names that both a guard and the forms behind it see: their values are kept in front of the guard.
  (defn hold (names)
    (names.map
      (fn ([_ make])
        (const [name value] (make))
        (const held (gensym (if (symbol? name) (symbol-name name) "name")))
        (kept.push held)
        [{:set (fn () `(set! ,held ,value))} (fn () [name held])])))
  (const branches
    (clauses.map
      (fn (clause)
        (if (or (not= (form-kind clause) "list") (< clause.length 2)) (error "a clause is (pattern form ...)" clause))
        (const [pattern ...forms] clause)
        (const guard (if (and (head-is (first forms) "when") (= (.-length (first forms)) 2) (> forms.length 1)) (first forms) null))
        (const [tests names] [[] []])
        (visit pattern whole tests names (or (not= guard null) (calls-out? pattern)))
        (const named (if guard (hold names) names))
        (if guard (tests.push `(comma ,@(named.map (fn ([held]) (held.set))) ,(bind named [(second guard)]))))
        (const body (bind named (if guard (.slice forms 1) forms)))
        (fill-places)
        [(all tests) body])))
  (const covers (branches.some (fn ([test]) (= test true))))
  (const cut (if covers (+ 1 (branches.findIndex (fn ([test]) (= test true)))) branches.length))
  (const used (branches.slice 0 cut))
  (for-of (clause (clauses.slice cut))
    (warn "this clause of match is never reached: one before it fits everything" clause))
  `(let ((,it ,value))
     ,@(kept.map (fn (name) `(let ,name)))
     (cond ,@(.map used (fn ([test body]) (if (= test true) `(else ,body) `(,test ,body))))
           ,@(if covers [] [`(else (throw (new Error "no clause of match fits" {:cause ,it})))]))))

;;; Comprehensions.

;; (list-for (step ...) form): the values of form, a list. A step is (name items), a loop; (when test), a condition;
;; (let name value), a name.
;;
;; (list-for ((x [1 2 3]) (when (> x 1)) (y ["a" "b"])) (str x y)) ;=> ["2a","2b","3a","3b"]
;; (list-for ((x (range 4)) (let square (* x x)) (when (> square 1))) square) ;=> [4,9]
(define-syntax list-for
  (syntax-rules ()
    ((_ (step ...) form) (let ((out [])) (%for-steps (step ...) (out.push form)) out))))

;; (object-for (step ...) key value): an object with a property for each turn.
;;
;; (object-for ((name ["a" "b"])) name (.toUpperCase name)) ;=> {"a":"A","b":"B"}
;; (Object.keys (object-for ((name ["__proto__"])) name {})) ;=> ["__proto__"]
(define-syntax object-for
  (syntax-rules ()
    ((_ (step ...) key value) (let ((out [])) (%for-steps (step ...) (out.push [key value])) (Object.fromEntries out)))))

(define-syntax %for-steps
  (syntax-rules (when let)
    ((_ () form) form)
    ((_ ((when test) step ...) form) (when test (%for-steps (step ...) form)))
    ((_ ((let name value) step ...) form) (let ((name value)) (%for-steps (step ...) form)))
    ((_ ((name items) step ...) form) (let ((list items)) (for-of (name list) (%for-steps (step ...) form))))))

;;; Conditional threading.

;; (cond-> value test step ...): the value goes through each step whose test holds.
;;
;; (cond-> 1 true (+ 1) false (* 100) true (* 2)) ;=> 4
(define-syntax cond->
  (syntax-rules ()
    ((_ x) x)
    ((_ x test step more ...) (let ((it x)) (cond-> (if test (-> it step) it) more ...)))))

;; (cond->> [1 2] true (map inc)) ;=> [2,3]
(define-syntax cond->>
  (syntax-rules ()
    ((_ x) x)
    ((_ x test step more ...) (let ((it x)) (cond->> (if test (->> it step) it) more ...)))))

;;; Resources, checks, time.

;; (with-open (name value) form ...): the forms, then value.close(), whatever happens.
;;
;; (let ((log [])) (with-open (file {:close (fn () (log.push "closed"))}) (log.push "used")) log) ;=> ["used","closed"]
(define-syntax with-open
  (syntax-rules ()
    ((_ (name value) form ...)
     (let ((it value)) (try (let ((name it)) form ...) (finally (it.close)))))))

;; (with-value ((place value) ...) form ...): the places have these values while the forms run. What a place is made of
;; is evaluated once; a property that the object did not have of its own is deleted again, so that it inherits as before.
;;
;; (let ((x 1) (seen [])) (with-value ((x 2)) (seen.push x)) (seen.push x) seen) ;=> [2,1]
(define-native with-value)

;; (assert test) throws unless test holds; the message is the text of test, or what is given.
;;
;; (try (assert (= 1 2)) (catch e e.message)) ;=> "assertion failed: (= 1 2)"
;; (try (assert false "never") (catch e e.message)) ;=> "never"
(defmacro assert (test (= message null))
  `(if (not ,test) (throw (new Error ,(if (= message null) (+ "assertion failed: " (form-text test)) message)))))

;; (time form) gives what form gives, and writes how long that took to the console; (time label form) under a label,
;; which is evaluated before.
;;
;; (time "sum" (+ 1 2)) ;=> 3
(define-native time)

;;; Records.

;; (defrecord Name (field ... ...rest) "documentation"? member ...): a class whose instances have these fields, given in
;; this order. A field is a name, with a type or a default, (= name value), if you like.
;;
;; (begin (defrecord Point (x y) (method sum () (+ this.x this.y))) (.sum (new Point 1 2))) ;=> 3
;; (begin (defrecord Point (x : number (= y x))) (new Point 1)) ;=> {"x":1,"y":1}
;; (begin (defrecord Path (start ...steps) "A way.") (new Path 1 2 3)) ;=> {"start":1,"steps":[2,3]}
(defmacro defrecord (name fields ...members)
  (if (not= (form-kind fields) "list") (error "the fields of a record are a list" fields))
  (defn name-of (field)
    (const kind (form-kind field))
    (cond ((or (symbol? field) (= kind "verbatim")) field)
          ((= kind "typed") (name-of (first field)))
          ((= kind "spread") (name-of (second field)))
          ((and (= kind "list") (= field.length 3) (symbol? (first field)) (= (symbol-name (first field)) "="))
           (name-of (second field)))
          (else (error "a field is a name, (= name value) or ...name" field fields))))
  (const docs (if (= (form-kind (first members)) "string") [(.shift members)] []))
  (for-of (member members)
    (if (and (= (form-kind member) "list") (symbol? (first member)) (= (symbol-name (first member)) "extends"))
        (error "a record has no base: write (class Name (extends Base) ...)" member)))
  `(class ,name
     ,@docs
     (constructor ,fields ,@(.map fields (fn (field) `(set! (. this ,(name-of field)) ,(name-of field)))))
     ,@members))
