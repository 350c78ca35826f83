// map, filter, reduce over arrays of numbers and objects.

function makeOrders(count) {
  return Array.from({ length: count }, (_, i) => ({
    id: i,
    price: (i * 7919) % 1000,
    quantity: 1 + (i % 9),
    region: i % 5,
  }));
}

function totalByRegion(orders) {
  return orders
    .filter((order) => order.id % 3 !== 0)
    .map(({ region, price, quantity }) => ({ region, amount: price * quantity }))
    .reduce(
      (totals, { region, amount }) => {
        totals[region] = totals[region] + amount;
        return totals;
      },
      [0, 0, 0, 0, 0],
    );
}

const orders = makeOrders(20000);
let checksum = 0;
for (let round = 0; round < 2000; round++) {
  const totals = totalByRegion(orders);
  checksum = (checksum + totals[round % 5]) % 1000003;
}
console.log(`pipeline ${checksum}`);
