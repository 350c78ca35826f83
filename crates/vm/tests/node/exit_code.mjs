process.exitCode = 7;
console.log("still here");
setTimeout(() => { console.log("exiting"); process.exit(); console.log("never"); }, 1);
