(defn fake-fetch (url)
  (await null)
  (when (url.ends-with "missing")
    (throw (new Error "404")))
  {:ok true (async (method text () #`body of ${url}`))})

(defn download (url (= attempts 2))
  (let failure null)
  (for ((let attempt 1) (<= attempt attempts) (++ attempt))
    (try
      (const response (await (fake-fetch url)))
      (return (await (response.text)))
      (catch error
        (set! failure error))
      (finally
        (console.log #`attempt ${attempt} of ${url}`))))
  (throw failure))

(defn! main ()
  (console.log (await (download "a")))
  (try
    (await (download "missing"))
    (catch {message}
      (console.log #`failed: ${message}`))))

(await (main))
