;; Accounts and the movements between them.

(import-macros {ensure defrecord} "./macros.lisp")

(defrecord entry (from to amount note))
(export {entry})

(export (class Ledger
          "Accounts by name; every movement is kept."
          (field #balances (new Map))
          (field #entries [])
          (method open (name (= balance 0))
            (ensure (not (this.#balances.has name)) #`${name} is open already`)
            (this.#balances.set name balance)
            this)
          (method balance (name)
            (const balance (this.#balances.get name))
            (ensure (not= balance undefined) #`there is no account ${name}`)
            balance)
          (method! post (movement)
            (const {from to amount} movement)
            (const [source target] [(this.balance from) (this.balance to)])
            (ensure (> amount 0) "an amount is more than nothing")
            (ensure (>= source amount) #`${from} has no ${amount}`)
            (this.#balances.set from (- source amount))
            (this.#balances.set to (+ target amount))
            (this.#entries.push movement))
          (get entries () [...this.#entries])
          (get names () (.sort [...(this.#balances.keys)]))))

(export (def currency "€"))
