class Stack {
  static #made = 0;
  #items = [];
  constructor(...items) {
    this.#items.push(...items);
    Stack.#made++;
  }
  static get made() {
    return Stack.#made;
  }
  get size() {
    return this.#items.length;
  }
  get isEmpty() {
    return this.size === 0;
  }
  push(item) {
    this.#items.push(item);
    return this;
  }
  pop() {
    if (this.isEmpty) {
      throw new RangeError("the stack is empty");
    }
    return this.#items.pop();
  }
}

class CountingStack extends Stack {
  pushes = 0;
  push(item) {
    this.pushes++;
    return super.push(item);
  }
}

const stack = new CountingStack(1, 2);
stack.push(3).push(4);
console.log(stack.pop(), stack.size, stack.pushes, Stack.made);
