import { Component } from 'preact';
import { fail, mend } from './failures';
import { state } from './store';
import type { PageState } from './pageState';
import type { PageView } from './views';

/** Draws a view. One that throws is not drawn until the page's state changes; what it threw is told. */
export class Guarded extends Component<{ view: PageView }, { failedAt?: PageState | undefined }> {
  #hasFailed = false;

  override componentDidCatch(error: unknown): void {
    this.#hasFailed = true;
    fail(this.props.view.name, error);
    this.setState({ failedAt: state.peek() });
  }

  override componentDidUpdate(): void {
    if (this.state.failedAt === undefined || this.#hasFailed) return;
    mend(this.props.view.name);
    this.setState({ failedAt: undefined });
  }

  render() {
    const { failedAt } = this.state;
    if (failedAt !== undefined && failedAt === state.value) return null;
    this.#hasFailed = false;
    const { View } = this.props.view;
    return <View />;
  }
}
