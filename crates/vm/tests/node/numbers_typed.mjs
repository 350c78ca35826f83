console.log(new Uint8Array(3), new Uint8Array([1, 2, 3]), new Float64Array([1.5, -0, NaN]), new BigInt64Array([1n, -2n]), new Int16Array(0));
console.log(new Uint8Array(200), new Float32Array(7).fill(0.5), [new Uint8Array(2)], { t: new Uint16Array([9]) });
console.log(new ArrayBuffer(4), new Uint8Array([1, 2, 255]).buffer, new DataView(new ArrayBuffer(2)));
console.log(new Uint8Array(new ArrayBuffer(8), 2, 3), new Uint8ClampedArray([300, -5]));
console.log(Object.assign(new Uint8Array(1), { extra: 1 }), new ArrayBuffer(0), new ArrayBuffer(120));
console.log((1234.5678).toFixed(2), (255).toString(16), (0.1 + 0.2), 1 / 3, 100 / 3, 2 ** 53, 5e-324, 1e300 * 10, (25).toString(36), (1e21).toLocaleString());
console.log(Number("0x1f"), parseInt("12px"), parseFloat(".5e1"), Number(""), Number("a"), (12.345).toPrecision(3), (0.00001).toString(), (123.456).toExponential(1));
console.log((1234567.891).toLocaleString(), (0).toLocaleString(), (-1234.5).toLocaleString(), (12).toLocaleString("en-US", { minimumFractionDigits: 2 }), 123456789n.toLocaleString());
