(defn connect ({host (= port 80) :tls {(= verify true) ...tls} ...rest})
  (const scheme (if verify "https" "http"))
  #`${scheme}://${host}:${port} ${(.join (Object.keys tls) ",")} ${(.join (Object.keys rest) ",")}`)

(defn bounds ([(= low 0) (= high 10) ...more])
  {low high :count more.length})

(console.log (connect {:host "localhost"
                       :tls {:verify false :key "k"}
                       :retries 3}))
(console.log (connect {:host "example.org" :port 8080 :tls {}}))

(const {low high count} (bounds [5]))
(let ((a low) (b high))
  (set! [a b] [b a])
  (console.log a b count))
