import { Component, h, type ComponentChild, type FunctionComponent } from 'preact';

/** A component that is drawn again only when one of its properties, which are always the same ones, has another value. */
export function memo<Props extends object>(draw: (props: Props) => ComponentChild): FunctionComponent<Props> {
  class Remembered extends Component<Props> {
    override shouldComponentUpdate(next: Readonly<Props>): boolean {
      const before = Object.values(this.props);
      return Object.values(next).some((value, at) => value !== before[at]);
    }
    render() {
      return draw(this.props);
    }
  }
  return (props) => h(Remembered, props);
}
