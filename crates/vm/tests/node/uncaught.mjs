console.log("before");
setTimeout(() => console.log("never"), 20);
setTimeout(() => { throw new Error("boom"); }, 1);
