import { actorNames, actors, perNode, type Actor, type Message, type Note } from '../trace/trace';
import { escapeMermaid } from './escapeMermaid';
import { knownKeys } from '../knownKeys';

/** A vertical line of the diagram: an actor, or that of one node where each of several nodes has its own. */
export interface Lane {
  /** Its name in Mermaid's text. */
  id: string;
  actor: Actor;
  /** Its name as people read it, with the node where each of several has its own. */
  name: string;
  /** What stands in its head, in Mermaid's text. */
  label: string;
  /** The title of the box in which it stands. */
  box?: string;
}

/** Who stands in a box of its own: the services of the CRI are one process, the control plane is one place. */
const boxes: readonly { title: string; actors: readonly Actor[] }[] = [
  { title: 'control plane', actors: ['apiserver', 'controller', 'scheduler'] },
  { title: 'container runtime (CRI)', actors: ['runtimeService', 'imageService'] },
];
const order = knownKeys(actors);

/** The lanes of those that take part. On several nodes each node is a box with its own. */
export class Lanes {
  /** From left to right. */
  readonly all: readonly Lane[];
  readonly #nodes: readonly string[];

  constructor(messages: readonly Message[], notes: readonly Note[]) {
    this.#nodes = [...new Set([...messages, ...notes].flatMap(({ node }) => node ?? []))];
    const lanes = new Map<string, { lane: Lane; rank: number }>();
    const add = (actor: Actor, node: string | undefined): void => {
      const id = this.id(actor, node);
      if (!lanes.has(id)) lanes.set(id, { lane: this.#lane(id, actor, node), rank: this.#rank(actor, node) });
    };
    for (const { from, to, node } of messages) for (const actor of [from, to]) add(actor, node);
    for (const { over, node } of notes) for (const actor of over) add(actor, node);
    this.all = [...lanes.values()].sort((a, b) => a.rank - b.rank).map(({ lane }) => lane);
  }

  /** The lane of an actor of a message or a note. */
  id(actor: Actor, node: string | undefined): string {
    const place = this.#place(actor, node);
    return place === undefined ? actor : `${actor}_${place + 1}`;
  }

  /** On which of several nodes it is. */
  #place(actor: Actor, node: string | undefined): number | undefined {
    return this.#nodes.length > 1 && node !== undefined && perNode.has(actor) ? this.#nodes.indexOf(node) : undefined;
  }

  #lane(id: string, actor: Actor, node: string | undefined): Lane {
    if (this.#place(actor, node) !== undefined) {
      const name = actorNames([actor], node)[0]!;
      return { id, actor, name, label: actors[actor], box: escapeMermaid(node ?? '') };
    }
    const box = boxes.find((one) => one.actors.includes(actor));
    // Where there is only one node, its kubelet tells which.
    const name = actorNames([actor], actor === 'kubelet' ? this.#nodes[0] : undefined)[0]!;
    return { id, actor, name, label: escapeMermaid(name), ...(box && { box: box.title }) };
  }

  /** Nodes stand side by side, and the registry that they share behind them. */
  #rank(actor: Actor, node: string | undefined): number {
    const { length } = this.#nodes;
    const shared = length > 1 && actor === 'registry' ? length + 1 : 0;
    return ((this.#place(actor, node) ?? -1) + 1 || shared) * order.length + order.indexOf(actor);
  }
}
