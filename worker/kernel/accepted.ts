/** An answer with 202: what was asked for is not done but waits. Held to what the route declares as `accepted`. */
export class Accepted<A = unknown> {
  readonly data: A;
  constructor(data: A) {
    this.data = data;
  }
}
