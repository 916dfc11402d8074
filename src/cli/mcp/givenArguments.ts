import { isMap } from '../../core/isMap';

/**
 * A message as the SDK takes it: it answers a tool's call whose arguments are no object as an error of the protocol, in words
 * for programs. With an object in their place the tool itself says what is wrong and which arguments it has.
 */
export function withArguments<Message>(message: Message): Message {
  if (!isMap(message) || message['method'] !== 'tools/call' || !isMap(message['params'])) return message;
  const { arguments: given } = message['params'];
  if (given === undefined || isMap(given)) return message;
  // Some clients send null for a call without arguments.
  return { ...message, params: { ...message['params'], arguments: given === null ? {} : { arguments: given } } };
}
