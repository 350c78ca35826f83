;; Columns count UTF-16 units; this file has tabs, line ends of Windows, and characters beyond the first plane.
;; frames:
;;   grüße-senden         (^new Error "ß")
;;   λ-aufruf             (^grüße-senden "x")

(const gruß-wort "😀 hallo 😀") (const 𝒳-wert [1 "𝒳" gruß-wort])
(defn grüße-senden (an-wen)
	(console.log "😀😀" an-wen #`𝒳 ${an-wen} 😀 ${gruß-wort}`) #| 😀 |# (throw (new Error "ß")))

(defn λ-aufruf ()
	"Ein 😀 Text."
	(if (> 𝒳-wert.length 2) (begin "😀" (grüße-senden "x"))))

(console.log 𝒳-wert.length (.-length gruß-wort)) ; 😀 comment
(λ-aufruf)
