import type { Certificate, GatewayIr } from '../../ir/index.ts';
import type { LocalChange } from '../change.ts';
import { say, type Sentence } from '../sentence.ts';
import { compareFields, elsewhere, sameMeaning, type FieldComparisons } from './fields.ts';

const certificateFields: FieldComparisons<Certificate, string, Sentence> = {
  id: elsewhere,
  secret: elsewhere,
  origin: elsewhere,
  source: (before, after, secret) => {
    if (before.kind === 'inline' && after.kind === 'inline') {
      if (before.chain !== after.chain)
        return [say`the certificate in Secret ${secret} was replaced`];
      // Compared, never shown.
      return before.key() === after.key() ? [] : [say`the key in Secret ${secret} was replaced`];
    }
    if (sameMeaning(before, after)) return [];
    return [say`the certificate of Secret ${secret} now comes from elsewhere`];
  },
};

/** Certificates that both sides use. Which one a listener shows stands with the listener. */
export function compareCertificates(base: GatewayIr, head: GatewayIr): readonly LocalChange[] {
  const earlier = new Map(base.certificates.map((each) => [each.id, each]));
  return head.certificates.flatMap((certificate) => {
    const before = earlier.get(certificate.id);
    if (before === undefined) return [];
    return compareFields(certificateFields, before, certificate, certificate.id).map(
      (sentence): LocalChange => ({
        risk: 'medium',
        area: 'tls',
        how: 'changed',
        sentence,
        subjects: [certificate.id],
        base: before.origin,
        head: certificate.origin,
      }),
    );
  });
}
