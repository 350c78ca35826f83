(console.log 017 -08)
