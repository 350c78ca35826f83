(try (console.log 1))
