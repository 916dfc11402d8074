import type { FileContent } from '../cluster/kubelet/kuberuntime/fileContent';
import { encode } from 'js-base64';
import { wordsIn, type TemplateWords } from '../explain/meaning/templateWords';
import { onOneLine } from '../onOneLine';
import { shorten } from '../shorten';
import { goJson } from './goJson';
import { placeholder } from './placeholder';
import { isOwn, places, relocatedContainer, relocatedSandbox } from './relocated';
import { holds, type Replay } from './replay';
import { replayScript, type AddressedValue } from './replayScript';

/** A file to write, its path from the folder of the export on. */
export interface ExportedFile {
  path: string;
  content: FileContent;
}

/** The files of a pod's replay, and what of them is not as on a node, in sentences. */
export interface ReplayFiles {
  files: ExportedFile[];
  notes: string[];
}

/**
 * What `crictl runp`, `pull`, `create` and `start` take for a pod, the files of its volumes, and a script that runs it all.
 * What only the node knows (the folder, the pod's address) is a placeholder, which the script fills in.
 */
export function replayFiles(replay: Replay, words: TemplateWords): ReplayFiles {
  const whole = [replay.sandbox, replay.containers, replay.pod.spec];
  const run = placeholder('RUN', whole);
  const ip = placeholder('POD_IP', whole);
  const notes = notesOf(replay);
  for (const [word, source] of wordsIn(JSON.stringify([whole, replay.setUp]), words))
    notes.push(
      `${word} stands for ${shorten(onOneLine(source), 100)}: export the rendered manifest, or put its value there.`,
    );
  const isWritten = holds([replay.pod.spec, replay.setUp.volumes], replay.address);
  const hasAddress =
    replay.address !== '' &&
    holds(
      replay.containers.map(({ config }) => config),
      replay.address,
    );
  if (hasAddress && isWritten)
    notes.push(`The address ${replay.address} appears in the manifest itself: it stays as it is.`);
  const address = hasAddress && !isWritten ? replay.address : '';
  const values: AddressedValue[] = [];
  const asBase64 = (text: string): string => {
    if (address === '' || !text.includes(address)) return encode(text);
    const mark = placeholder(`VALUE_${values.length + 1}`, whole);
    values.push({ mark, parts: text.split(address) });
    return mark;
  };
  const json = (message: string, value: object, bytes: 'base64' | 'text'): FileContent => {
    const text = goJson(message, value, bytes, asBase64);
    return { text: address === '' ? text : text.replaceAll(address, ip) };
  };
  const files: ExportedFile[] = [{ path: 'pod.json', content: json('PodSandboxConfig', relocatedSandbox(replay, run), 'base64') }]; // prettier-ignore
  for (const container of replay.containers) {
    const config = relocatedContainer(replay, container, run);
    const path = `containers/${container.name}`;
    files.push({ path: `${path}.json`, content: json('ContainerConfig', config, 'base64') });
    files.push({ path: `${path}.text.json`, content: json('ContainerConfig', config, 'text') });
  }
  for (const volume of replay.setUp.volumes) {
    if (!isOwn(replay, volume.name)) continue;
    for (const { path, content } of volume.files)
      files.push({ path: `${places.volume(volume.name)}/${path}`, content });
  }
  const script = replayScript(replay, { run, ip: address === '' ? undefined : ip, values, notes });
  files.push({ path: 'replay.sh', content: { text: script } });
  return { files, notes };
}

/** What a replay leaves out, or cannot have as a node has it. */
function notesOf({ setUp, containers, missing, pod }: Replay): string[] {
  const notes = setUp.volumes.flatMap(({ madeUp }) => madeUp);
  for (const name of missing) notes.push(`The container ${name} is left out: the simulated start does not reach it.`);
  for (const { name, spec, config } of containers) {
    const { postStart, preStop } = spec.lifecycle ?? {};
    const network = { postStart, preStop };
    for (const [hook, handler] of Object.entries(network))
      if (handler?.httpGet ?? handler?.tcpSocket) notes.push(`The ${hook} hook of ${name} is left out: the kubelet itself calls it over the network.`); // prettier-ignore
    const probes = [spec.startupProbe, spec.livenessProbe, spec.readinessProbe];
    if (probes.some((probe) => probe)) notes.push(`The probes of ${name} are left out.`);
    if (config.CDI_devices?.length)
      notes.push(`The devices of ${name} need files that a driver writes on the node (CDI).`);
  }
  if (pod.spec?.imagePullSecrets?.length) notes.push('Credentials of registries are left out: give crictl its own, in PULL_CREDS (USER:PASSWORD).'); // prettier-ignore
  if (pod.spec?.ephemeralContainers?.length) notes.push('Ephemeral containers are left out.');
  return [...new Set(notes)];
}
