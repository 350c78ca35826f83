;; Async functions: the frames after an await carry names too.
;; frames:
;;   parse-reply          (^new SyntaxError "empty reply")
;;   fetch-once           (^parse-reply text)
;;   fetch-with-retry     (^await (fetch-once url tries))
;;   load-all             (^await (fetch-with-retry url 2))

(const delay (fn (ms) (new Promise (fn (resolve) (set-timeout resolve ms)))))

(defn parse-reply (text)
  (when (= text "")
    (throw (new SyntaxError "empty reply")))
  {:body text :length text.length})

(async (defun fetch-once (url attempt)
  (await (delay 1))
  (let ((text (if (url.ends-with "/empty") "" #`${url}#${attempt}`)))
    (parse-reply text))))

(async (defun fetch-with-retry (url tries)
  (let last-error)
  (for ((let attempt 0) (< attempt tries) (++ attempt))
    (try
      (return (await (fetch-once url attempt)))
      (catch (e)
        (set! last-error e)
        (console.error "retry" attempt (.-message e)))
      (finally
        (await (delay 1)))))
  (if last-error (console.log (.-name last-error)))
  (await (fetch-once url tries))))

(async (defun load-all (urls)
  (const replies [])
  (for-of (url urls)
    (replies.push (await (fetch-with-retry url 2))))
  replies))

(console.log (await (load-all ["a/one" "a/two"])))
(const [first-reply second-reply] (await (Promise.all [(fetch-once "x" 0) (fetch-once "y" 1)])))
(console.log first-reply.body second-reply?.length)
(await (load-all ["a/three" "a/empty"]))
