;; Try in value, statement and tail position; rethrown errors keep their first place.
;; frames:
;;   parse-config         (JSON.^parse text)
;;   read-setting         (^parse-config text)
;;   (anonymous)          (^read-setting "{depth}" "depth")
;;   with-cleanup         (^body "work")

(let open-files 0)

(defn parse-config (text)
  (JSON.parse text))

(defn read-setting (text setting-name)
  (const config
    (try
      (parse-config text)
      (catch (e)
        (when (instanceof e SyntaxError)
          (console.error "bad config:" e.name))
        (throw e))
      (finally
        (-- open-files))))
  (?? (js/get config setting-name) "unset"))

(defn with-cleanup (body)
  (++ open-files)
  (try
    (body "work")
    (finally
      (console.log "open files" open-files))))

(defn safe-divide (a b)
  (try
    (if (= b 0)
        (throw (new RangeError "zero")))
    (/ a b)
    (catch ()
      Infinity)))

(console.log (safe-divide 6 3) (safe-divide 1 0))
(console.log (with-cleanup (fn () (read-setting "{\"depth\": 3}" "depth"))))
(const fallback-value
  (if (> open-files 0)
      (try (parse-config "[1]") (catch (e) nil))
      (try (parse-config "") (catch {message} (+= open-files 1) message))))
(console.log (typeof fallback-value) open-files)
(with-cleanup (fn () (read-setting "{depth}" "depth")))
