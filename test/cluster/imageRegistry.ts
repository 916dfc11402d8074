import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A registry on this machine; each name and tag has the same image, but for that of the pause container. */
export interface ImageRegistry {
  /** `127.0.0.1:40123` */
  host: string;
  stop(): void;
}

const tools = 'awk base64 cat cut echo env find grep head hostname id ls md5sum mkdir printenv pwd sh sleep sort stat tail test touch tr true wc'; // prettier-ignore

interface Image {
  manifest: Buffer;
  blobs: Map<string, Buffer>;
}

/** Serves an image with busybox, and one with the program that holds a sandbox's namespaces. */
export async function startRegistry(pause: string): Promise<ImageRegistry> {
  const images = { pause: imageOf(['/pause'], (root) => copyFileSync(pause, join(root, 'pause'))), busybox: imageOf(['/bin/sh'], busybox) }; // prettier-ignore
  const server = createServer((request, response) => {
    const [, name = '', kind, reference = ''] =
      /^\/v2\/(.+)\/(manifests|blobs)\/([^/?]+)/.exec(request.url ?? '') ?? [];
    const image = name.endsWith('pause') ? images.pause : images.busybox;
    if (!kind) return response.writeHead(200).end('{}');
    const found = kind === 'manifests' ? image.manifest : image.blobs.get(reference);
    if (!found) return response.writeHead(404).end();
    response.writeHead(200, {
      'content-type': kind === 'manifests' ? manifestType : 'application/octet-stream',
      'content-length': found.length,
      'docker-content-digest': digest(found),
    });
    return response.end(request.method === 'HEAD' ? undefined : found);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { host: `127.0.0.1:${port}`, stop: () => void server.close() };
}

const manifestType = 'application/vnd.oci.image.manifest.v1+json';
const digest = (bytes: Buffer): string => `sha256:${createHash('sha256').update(bytes).digest('hex')}`;

function busybox(root: string): void {
  for (const folder of ['bin', 'tmp', 'etc']) mkdirSync(join(root, folder));
  writeFileSync(join(root, 'etc/passwd'), 'root:x:0:0::/:/bin/sh\n');
  copyFileSync('/bin/busybox', join(root, 'bin/busybox'));
  for (const tool of tools.split(' ')) symlinkSync('busybox', join(root, 'bin', tool));
}

function imageOf(entrypoint: string[], fill: (root: string) => void): Image {
  const root = mkdtempSync(join(tmpdir(), 'pod-startup-image-'));
  try {
    fill(root);
    const owner = ['--owner=0', '--group=0', '--numeric-owner', '--mtime=@0', '--sort=name'];
    const layer = execFileSync('tar', ['-c', ...owner, '-C', root, '.'], { maxBuffer: 64 * 1024 * 1024 });
    const platform = { os: 'linux', architecture: process.arch === 'x64' ? 'amd64' : process.arch };
    const rootfs = { type: 'layers', diff_ids: [digest(layer)] };
    const config = Buffer.from(JSON.stringify({ ...platform, config: { Entrypoint: entrypoint }, rootfs }));
    const blob = (mediaType: string, bytes: Buffer) => ({ mediaType, digest: digest(bytes), size: bytes.length });
    const manifest = Buffer.from(
      JSON.stringify({
        schemaVersion: 2,
        mediaType: manifestType,
        config: blob('application/vnd.oci.image.config.v1+json', config),
        layers: [blob('application/vnd.oci.image.layer.v1.tar', layer)],
      }),
    );
    const blobs = new Map([config, layer, manifest].map((bytes) => [digest(bytes), bytes]));
    return { manifest, blobs };
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}
