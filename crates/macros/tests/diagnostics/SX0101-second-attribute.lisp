(import d "a" {:type "json" :type "css"})
