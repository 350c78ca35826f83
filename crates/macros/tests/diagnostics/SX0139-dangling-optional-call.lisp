(console.log Math.max?.)
