import type { SpanAttribute } from '../../ir/index.ts';
import type { CustomTag } from './generated/envoy-api.ts';
import { formatOperator, headerOperator, plain, type FormatOperator } from './quote.ts';

/**
 * The stable attributes of OpenTelemetry (GEP-5253) that Envoy's formatter has. Others have no operator, or one that
 * writes something else, such as `HTTP/1.1` for a version that is `1.1`.
 */
const operators: Readonly<Partial<Record<string, FormatOperator>>> = {
  'http.request.method': '%REQ(:method)%',
  'http.response.status_code': '%RESPONSE_CODE%',
  'user_agent.original': '%REQ(user-agent)%',
  'url.scheme': '%REQ(:scheme)%',
  'url.path': '%PATH(NQ)%',
  'client.address': '%DOWNSTREAM_REMOTE_ADDRESS_WITHOUT_PORT%',
  'client.port': '%DOWNSTREAM_REMOTE_PORT%',
  'server.port': '%DOWNSTREAM_LOCAL_PORT%',
  'network.peer.address': '%DOWNSTREAM_DIRECT_REMOTE_ADDRESS_WITHOUT_PORT%',
  'network.peer.port': '%DOWNSTREAM_DIRECT_REMOTE_PORT%',
};

const constants: Readonly<Partial<Record<string, string>>> = {
  'network.protocol.name': 'http',
  'network.transport': 'tcp',
};

/** Where the value of an attribute of the dictionary comes from; null for those that Envoy does not have. */
export type AttributeValue =
  | { readonly kind: 'constant'; readonly value: string }
  | { readonly kind: 'operator'; readonly operator: FormatOperator }
  | { readonly kind: 'header'; readonly of: 'REQ' | 'RESP'; readonly name: string };

export function attributeValue(key: string): AttributeValue | null {
  const constant = constants[key];
  if (constant !== undefined) return { kind: 'constant', value: constant };
  const operator = operators[key];
  if (operator !== undefined) return { kind: 'operator', operator };
  const [, side, name = ''] = /^http\.(request|response)\.header\.(.+)$/.exec(key) ?? [];
  return side === undefined
    ? null
    : { kind: 'header', of: side === 'request' ? 'REQ' : 'RESP', name };
}

/** Tags of all spans; a tag whose value is not there is left out. */
export function spanTags(
  attributes: readonly SpanAttribute[],
  hasOperators: boolean,
): readonly CustomTag[] {
  return attributes.flatMap(({ name, source }): readonly CustomTag[] => {
    const tag = plain(name);
    if (source.kind === 'literal') return [{ tag, literal: { value: plain(source.value) } }];
    if (source.kind === 'header') return [{ tag, request_header: { name: plain(source.name) } }];
    const value = attributeValue(source.key);
    if (value === null) return [];
    if (value.kind === 'constant') return [{ tag, literal: { value: plain(value.value) } }];
    if (value.kind === 'header' && value.of === 'REQ')
      return [{ tag, request_header: { name: plain(value.name) } }];
    if (!hasOperators) return [];
    const operator =
      value.kind === 'header'
        ? headerOperator(value.of, value.name)
        : formatOperator(value.operator);
    return [{ tag, value: operator }];
  });
}
