import { entryOf } from '../entryOf';

/**
 * What common images of Docker Hub weigh when they are pulled, in bytes: their compressed layers for linux/amd64, rounded,
 * from the newest pages of docker-library/repo-info (`repos/NAME/remote/TAG.md`, "Total Size", read in autumn 2026). They are
 * approximate: tags of one name differ by some tens of percent; the variants that differ by far have a row of their own.
 */
export const commonImages: Readonly<Record<string, number>> = {
  alpine: 3_850_000,
  amazonlinux: 54_600_000,
  busybox: 2_230_000,
  caddy: 23_900_000,
  debian: 49_300_000,
  'debian slim': 29_800_000,
  'eclipse-temurin': 157_000_000,
  fedora: 69_400_000,
  golang: 304_000_000,
  haproxy: 47_200_000,
  'hello-world': 2_400,
  httpd: 45_300_000,
  mariadb: 119_000_000,
  memcached: 32_900_000,
  mongo: 327_000_000,
  mysql: 172_000_000,
  nginx: 63_100_000,
  'nginx alpine': 26_300_000,
  node: 442_000_000,
  'node alpine': 57_300_000,
  php: 189_000_000,
  postgres: 117_000_000,
  'postgres alpine': 120_000_000,
  python: 414_000_000,
  'python alpine': 17_800_000,
  'python slim': 43_500_000,
  rabbitmq: 116_000_000,
  redis: 51_400_000,
  'redis alpine': 39_100_000,
  ruby: 429_000_000,
  tomcat: 155_000_000,
  traefik: 43_200_000,
  ubuntu: 29_700_000,
  wordpress: 269_000_000,
};

const variants = ['alpine', 'slim'];

/** The size of a common image in bytes; undefined of one that is not in the table. */
export function commonImageSize(reference: string): number | undefined {
  const short = reference
    .replace(/@.*/s, '')
    .replace(/^docker\.io\//, '')
    .replace(/^library\//, '');
  const colon = short.indexOf(':');
  const [name, tag] = colon < 0 ? [short, ''] : [short.slice(0, colon), short.slice(colon + 1)];
  const variant = variants.find((one) => tag.includes(one));
  return entryOf(commonImages, variant === undefined ? name : `${name} ${variant}`);
}
