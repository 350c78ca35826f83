(console.log ())
