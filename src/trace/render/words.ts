import { describeResource } from '../../source/place.ts';
import type { BackendView, PlaceView, RuleView } from '../model.ts';

/** ` (shop.yaml:12)` */
export function at({ file, line }: PlaceView): string {
  return ` (${file}:${String(line)})`;
}

/** `HTTPRoute shop/cart rules[0]` */
export function describeRule({ route, index, name }: RuleView): string {
  const named = name === null ? '' : ` ${name}`;
  return `${describeResource(route)} rules[${String(index)}]${named}`;
}

/** `Service shop/cart:80` */
export function describeBackend({ kind, namespace, name, port }: BackendView): string {
  return `${kind} ${namespace}/${name}:${String(port)}`;
}

/** `90 %`, with what is needed behind the point. */
export function percentText(percent: number): string {
  return `${String(Number(percent.toFixed(2)))} %`;
}

/** `250 ms`, `10 s` */
export function timeText(milliseconds: number): string {
  return milliseconds % 1000 === 0
    ? `${String(milliseconds / 1000)} s`
    : `${String(milliseconds)} ms`;
}
