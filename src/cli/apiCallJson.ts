import { codeOf, resourceOf, type ApiCall } from '../core/cluster/apiserver/apiCall';

/** A change asked of the API server as a line of JSON, in the words of its audit log. */
export function apiCallJson(call: ApiCall): string {
  const { caller, verb, subresource, name, start } = call;
  return JSON.stringify({
    at: new Date(start).toISOString(),
    caller: caller.replace(/^provisioner /, ''),
    verb,
    resource: resourceOf(call),
    ...(subresource && { subresource }),
    ...(name !== '' && { name }),
    code: codeOf(call),
  });
}
