const HOST = /^(\*\.)?[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*(:\d{1,5})?$/i;
const ADDRESS_6 = /^(\[[0-9a-f:.]+\](:\d{1,5})?|[0-9a-f]*:[0-9a-f:.]+)$/i;

/** One host a line. */
export const linesOf = (hosts: readonly string[]): string => hosts.join('\n');

/** The hosts of a text, one a line or with commas between them, each once. */
export const hostsOf = (text: string): string[] => [...new Set(text.split(/[\s,]+/).map((host) => host.toLowerCase()).filter((host) => host !== ''))];

/** What of a text is no host. */
export const wrongHosts = (text: string): string[] => hostsOf(text).filter((host) => !HOST.test(host) && !ADDRESS_6.test(host));
