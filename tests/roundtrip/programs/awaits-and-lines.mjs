// What stands on the line after an `await` is its operand, at the top of a module as well.

const order = [];
order.push(await
  Promise.resolve(1));
const two = await // the value
  /* is
     here */ Promise.resolve(2);
order.push(two);
if (await
true) order.push(3);
await
/4/g.exec("4")
?.forEach((each) => order.push(Number(each)));
{
  order.push(await
5);
}
const async = (...args) => args.length;
order.push(async(...order), async(...order, ...order));
console.log(order.join(), "default" in import.meta, import.meta.url in order);
import.meta.url in order;
import("node:os") in order, order.push(order.length);
console.log(order.length);
