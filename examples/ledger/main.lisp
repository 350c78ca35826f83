;; A program of several modules that share a file of macros.

(import {Ledger entry} "./accounts.lisp")
(import report {money} "./report.lisp")
(import-macros {:swap! exchange} "./macros.lisp")

(const ledger
  (-> (new Ledger)
      (.open "bank" 1000)
      (.open "till" 50)
      (.open "rent")))

(ledger.post (entry "bank" "rent" 640 "march"))
(ledger.post (entry "bank" "till" 125.5 "change"))
(console.log (report ledger))
(console.log)

(let ((tmp "till")
      (other "rent"))
  (exchange tmp other)
  (console.log #`first ${tmp}, then ${other}`))

(for-of (bad
         [(entry "till" "bank" 1000 "too much")
          (entry "bank" "roof" 1 "nowhere")
          (entry "bank" "till" 0 "nothing")])
  (try
    (ledger.post bad)
    (catch {message}
      (console.log #`refused ${bad.note}: ${message}`))))

(console.log #`total ${(money (ledger.names.reduce (fn (sum name) (+ sum (ledger.balance name))) 0))}`)
