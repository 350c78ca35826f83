;; What is evaluated earlier keeps its value: members that `typeof` looks at, variables that a `var` declares again, tags of
;; templates, and the object of an optional callee.
(define-syntax keep (syntax-rules () ((_ e b ...) (let ((t e)) b ... t))))
(defmacro drop (e) `(let ((t# ,e)) 1))
(defmacro put (n v) `(begin (var ,n ,v) ,n))
(def log [])
(const o {:z 3 :v 5 (get a () (log.push "a") 1) (method m (x) [this.v x])})
(defn kinds (o) (keep (typeof o.z) (set! o.z "s")))
(defn again (z) [z (begin (var z 1) z)])
(defn puts (z) (list z (put z 3) z))
(defn keeps (z) (keep z (var z 2)))
(defn keeps-all (a b c d) (keep [a b c d] 0) (list a b c d (begin (var {:k a (= b 6) ...c} {:k 5}) (var [...d] [7]) 8)))
(defn turns (n) (let c 0) (dotimes (i n) (var n 9) (++ c)) c)
(defn tags (t) (tagged t #`${(try (begin (set! t (fn (s v) "new")) 3) (catch e 1))}`))
(defn own-tags (o) (tagged o.t #`${(try (begin (set! o.t null) 3) (catch e 1))}`))
(drop (typeof o.a))
[[(typeof o.z) (begin (set! o.z "s") 1)] (kinds {:z 1}) log (again 5) (puts 5) (keeps 5) (keeps-all 1 2 3 4) (turns 2)
 (tags (fn (s v) ["old" v])) (own-tags {:k 7 (method t (s v) [this.k v])})
 ((?.-m o) (try 1 (catch e 2))) ((js/get? o "m") (try 2 (catch e 2))) ((. {:o o} ?.o m) (try 3 (catch e 2)))
 ((. o ?.["m"]) (try 4 (catch e 2)))]
;=> [["number",1],"number",["a"],[5,1],[5,3,3],5,[1,2,3,4,8],2,["old",3],[7,3],[5,1],[5,2],[5,3],[5,4]]
