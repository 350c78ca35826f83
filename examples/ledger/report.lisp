;; What the ledger looks like on paper.

(import {currency} "./accounts.lisp")

(defn cell (text width)
  (.pad-end (String text) width))

(export (defn money (amount)
          #`${currency}${(amount.to-fixed 2)}`))

(defn report (ledger)
  "One line for each account and each movement."
  (const accounts
    (ledger.names.map (fn (name)
                        #`${(cell name 8)}${(money (ledger.balance name))}`)))
  (const movements
    (ledger.entries.map (fn ({from to amount note})
                          #`${(cell (money amount) 10)}${from} -> ${to}: ${note}`)))
  (.join [...accounts "" ...movements] "\n"))

(export default report)
