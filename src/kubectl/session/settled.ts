/** A promise that is settled from outside. That it was rejected is no mistake of who does not wait for it. */
export class Settled {
  resolve: (value: boolean) => void = () => undefined;
  reject: (error: unknown) => void = () => undefined;
  readonly promise = new Promise<boolean>((resolve, reject) => {
    this.resolve = resolve;
    this.reject = reject;
  });

  constructor() {
    this.promise.catch(() => undefined);
  }
}
