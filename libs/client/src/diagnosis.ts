// The entry `@parley/client/diagnosis`: why a call does not connect, or has dropped, and what to do about it.
export { CallDiagnosis, DiagnosisEvent, type CallDiagnosisEventMap } from './diagnosis/call-diagnosis.ts';
export { CAUSES, type Cause } from './diagnosis/cause.ts';
export { diagnose, type Diagnosis } from './diagnosis/diagnose.ts';
export type { Agreement, CandidateCounts, ConnectionFacts, RelayTransport, ServerError } from './diagnosis/facts.ts';
export type { CauseWords } from './diagnosis/words.ts';
