console.log("before");
process.on("exit", (code) => console.log("code", code));
const later = Promise.reject(new Error("later"));
setTimeout(() => console.log("never"), 20);
