import { actorNames, actors, perNode, type Actor, type Message, type Note } from '../trace/trace';
import { escapeMermaid } from './escapeMermaid';
import { knownKeys } from '../knownKeys';

/**
 * A vertical line of the diagram: an actor, or that of one node where each of several nodes has its own; in a narrow
 * diagram, several actors.
 */
export interface Lane {
  /** Its name in Mermaid's text. */
  id: string;
  /** At least one, in their order. */
  actors: readonly Actor[];
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

/** Who shares a lane where there is no room for each: the control plane, the runtime, and what the runtime calls. */
const shared: readonly { id: string; title: string; actors: readonly Actor[] }[] = [
  { id: 'controlPlane', title: 'control plane', actors: ['apiserver', 'controller', 'scheduler'] },
  { id: 'runtime', title: 'container runtime', actors: ['runtimeService', 'imageService'] },
  { id: 'behind', title: 'behind the runtime', actors: ['cni', 'registry', 'oci', 'container'] },
];

/** How much room there is for the lanes: for each actor with labels between them, for each actor, or for few lanes. */
export type DiagramWidth = 'full' | 'tight' | 'narrow';

/** The lanes of those that take part. On several nodes each node is a box with its own. */
export class Lanes {
  /** From left to right. */
  readonly all: readonly Lane[];
  readonly #nodes: readonly string[];
  readonly #width: DiagramWidth;

  constructor(messages: readonly Message[], notes: readonly Note[], width: DiagramWidth = 'full') {
    this.#width = width;
    this.#nodes = [...new Set([...messages, ...notes].flatMap(({ node }) => node ?? []))];
    const lanes = new Map<string, { actors: Set<Actor>; node: string | undefined; rank: number }>();
    const add = (actor: Actor, node: string | undefined): void => {
      const id = this.id(actor, node);
      const lane = lanes.get(id) ?? { actors: new Set(), node, rank: Infinity };
      lanes.set(id, lane);
      lane.actors.add(actor);
      lane.rank = Math.min(lane.rank, this.#rank(actor, node));
    };
    for (const { from, to, node } of messages) for (const actor of [from, to]) add(actor, node);
    for (const { over, node } of notes) for (const actor of over) add(actor, node);
    this.all = [...lanes]
      .sort(([, a], [, b]) => a.rank - b.rank)
      .map(([id, { actors: of, node }]) => {
        const here = order.filter((actor) => of.has(actor));
        return here.length === 1 ? this.#lane(id, here[0]!, node) : this.#sharedLane(id, here, node);
      });
  }

  /** The lane of an actor of a message or a note. */
  id(actor: Actor, node: string | undefined): string {
    const place = this.#place(actor, node);
    const name = this.#sharing(actor)?.id ?? actor;
    return place === undefined ? name : `${name}_${place + 1}`;
  }

  #sharing(actor: Actor): (typeof shared)[number] | undefined {
    return this.#width === 'narrow' ? shared.find((one) => one.actors.includes(actor)) : undefined;
  }

  #sharedLane(id: string, of: readonly Actor[], node: string | undefined): Lane {
    const title = this.#sharing(of[0]!)?.title ?? '';
    const names = of.map((actor) => actors[actor]).join(', ');
    const isOwn = this.#place(of.at(-1)!, node) !== undefined || this.#place(of[0]!, node) !== undefined;
    return {
      id,
      actors: of,
      name: `${title}${isOwn && node !== undefined ? ` (${node})` : ''}: ${names}`,
      label: this.#inHead(title),
      ...(isOwn && { box: escapeMermaid(node ?? '') }),
    };
  }

  /** Where lanes are close, a head has two lines. */
  #inHead(name: string): string {
    const last = name.lastIndexOf(' ');
    return this.#width === 'full' || last < 0 ? name : `${name.slice(0, last)}<br/>${name.slice(last + 1)}`;
  }

  /** On which of several nodes it is. */
  #place(actor: Actor, node: string | undefined): number | undefined {
    return this.#nodes.length > 1 && node !== undefined && perNode.has(actor) ? this.#nodes.indexOf(node) : undefined;
  }

  #lane(id: string, actor: Actor, node: string | undefined): Lane {
    if (this.#place(actor, node) !== undefined) {
      const name = actorNames([actor], node)[0]!;
      return { id, actors: [actor], name, label: this.#inHead(actors[actor]), box: escapeMermaid(node ?? '') };
    }
    const box = this.#width === 'narrow' ? undefined : boxes.find((one) => one.actors.includes(actor));
    // Where there is only one node, its kubelet tells which.
    const name = actorNames([actor], actor === 'kubelet' ? this.#nodes[0] : undefined)[0]!;
    return { id, actors: [actor], name, label: this.#inHead(escapeMermaid(name)), ...(box && { box: box.title }) };
  }

  /** Nodes stand side by side, and the registry that they share behind them. */
  #rank(actor: Actor, node: string | undefined): number {
    const { length } = this.#nodes;
    const behindAll = length > 1 && actor === 'registry' ? length + 1 : 0;
    return ((this.#place(actor, node) ?? -1) + 1 || behindAll) * order.length + order.indexOf(actor);
  }
}
