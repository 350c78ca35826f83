;; Template literals, tagged templates, strings with escapes, regular expressions, JSON.
;; frames:
;;   escape-html          (^new TypeError "not a string")
;;   (anonymous)          (^escape-html v)
;;   html                 (values.^map (fn (v)
;;   render-row           (tagged html ^#
;;   (anonymous)          (^render-row user)
;;   render-page          (users.^map (fn (user)

(defn escape-html (text)
  (unless (= (typeof text) "string")
    (throw (new TypeError "not a string")))
  (-> text
      (.replace-all "&" "&amp;")
      (.replace-all #/<|>/g (fn (c) (if (= c "<") "&lt;" "&gt;")))))

(defn html (parts ...values)
  (const safe-values (values.map (fn (v) (escape-html v))))
  (String.raw {:raw parts} ...safe-values))

(defn render-row (user)
  (tagged html #`<td>${user.name}</td>
  <td class="mail">${user.mail-address}</td>`))

(defn render-page (users)
  (const rows (users.map (fn (user) (render-row user))))
  #`<table>${(rows.join "\n")}</table>`)

(const greeting "line one\nline \"two\"\tü 😀 \u{1F600}")
(const pattern #/^[a-z]+(\/\d+)?$/iu)
(console.log greeting.length (pattern.test "abc/12") (.-source pattern))
(console.log (str "sum: " (+ 1 2) "; " greeting.length) #`plain`)
(console.log (render-page [{:name "Ada" "mailAddress" "a@example.org"}]))
(console.log #`nested ${(if (> greeting.length 3) #`yes ${(greeting.slice 0 4)}` "no")} end`)
(render-page [{:name "Bob" "mailAddress" 7}])
