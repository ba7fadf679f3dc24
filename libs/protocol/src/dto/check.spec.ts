import 'reflect-metadata';
import { Refusal } from '../refusal.ts';
import { LIMITS } from '../limits.ts';
import {
  AnswerDto,
  CandidateDto,
  ChangeCallDto,
  ChangeSeatDto,
  CreateCallDto,
  EmptyDto,
  HangupDto,
  JoinDto,
  ListCallsQueryDto,
  MailboxQueryDto,
  OfferDto,
  PostSignalDto,
  ReceivedDto,
  TakeSeatDto,
  check,
} from './index.ts';
import type { Dto } from './shape.ts';

function refusal(Dto: Dto, value: unknown): Refusal {
  try {
    check(Dto, value);
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
  throw new Error('It was not refused');
}

const paths = (Dto: Dto, value: unknown) => {
  const { code, errors } = refusal(Dto, value);
  expect(code).toBe('invalid-payload');
  expect(errors?.every(({ message }) => message.length > 0)).toBe(true);
  return errors?.map(({ path }) => path);
};

const description = { type: 'offer', sdp: 'v=0\r\n' };
const offer = { messageId: 'm1', description };
const nested = (depth: number): unknown => (depth === 0 ? 1 : { inner: nested(depth - 1) });

describe('what is taken', () => {
  it('is an instance of its class, with the contract’s defaults', () => {
    expect(check(CreateCallDto, {})).toEqual({
      name: null,
      maxParticipants: 2,
      metadata: {},
      listed: true,
      password: null,
      lobby: false,
    });
    expect(check(CreateCallDto, undefined)).toBeInstanceOf(CreateCallDto);
    expect(check(OfferDto, offer)).toMatchObject({ connection: '', to: undefined, description });
    expect(check(HangupDto, {}).reason).toBeNull();
  });

  it('tells null from absent where that makes a difference', () => {
    expect(check(ChangeCallDto, {}).name).toBeUndefined();
    expect(check(ChangeCallDto, { name: null }).name).toBeNull();
    expect(check(JoinDto, { callId: 'c', displayName: null }).displayName).toBeNull();
    expect(paths(JoinDto, { callId: 'c', secret: null })).toEqual(['secret']);
    expect(paths(CreateCallDto, { listed: null, metadata: null })).toEqual(['metadata', 'listed']);
  });

  it('takes permissions in any order, each once, and none at all', () => {
    expect(check(ChangeSeatDto, { permissions: ['moderate', 'camera'] }).permissions).toEqual(['moderate', 'camera']);
    expect(check(ChangeSeatDto, { permissions: [] }).permissions).toEqual([]);
    for (const permissions of [['camera', 'camera'], ['everything'], [1], 'camera', {}, null]) {
      expect(paths(ChangeSeatDto, { permissions })).toEqual(['permissions']);
    }
    expect(paths(ChangeSeatDto, {})).toEqual(['permissions']);
  });

  it('reads a query’s text, an empty name counting as left out', () => {
    expect(check(ListCallsQueryDto, { limit: '200', state: '', cursor: '' })).toEqual({
      limit: 200,
      state: undefined,
      cursor: undefined,
    });
    expect(check(MailboxQueryDto, { after: '7' })).toEqual({ after: 7, wait: 0 });
    for (const limit of ['0', '201', '1.5', '-1', 'many', ' 1', ['1', '2']]) {
      expect(paths(ListCallsQueryDto, { limit })).toEqual(['limit']);
    }
    expect(paths(MailboxQueryDto, { wait: '31', after: '99999999999999999' })).toEqual(['after', 'wait']);
  });

  it('counts characters as code points', () => {
    expect(check(CreateCallDto, { name: '🎈'.repeat(LIMITS.nameCharacters) }).name).toHaveLength(400);
    expect(paths(CreateCallDto, { name: '🎈'.repeat(LIMITS.nameCharacters + 1) })).toEqual(['name']);
  });

  it('takes what a browser’s candidate.toJSON() gives, and both ways to say end-of-candidates', () => {
    const candidate = {
      candidate: 'candidate:1 1 udp 1 192.0.2.1 9 typ host',
      sdpMid: '0',
      sdpMLineIndex: 0,
      usernameFragment: 'a',
    };
    expect(JSON.stringify(check(CandidateDto, { messageId: 'm', candidate }).candidate)).toBe(
      JSON.stringify(candidate),
    );
    expect(check(CandidateDto, { messageId: 'm', candidate: null }).candidate).toBeNull();
    expect(check(CandidateDto, { messageId: 'm', candidate: { candidate: '' } }).candidate).toEqual({ candidate: '' });
  });

  it('leaves metadata as it was sent', () => {
    const metadata: unknown = JSON.parse('{"constructor":1,"toString":[null,{"a":-1.5}],"":""}');
    expect(JSON.stringify(check(CreateCallDto, { metadata }).metadata)).toBe(JSON.stringify(metadata));
  });
});

describe('what is refused', () => {
  it('names each bad field by its dotted path', () => {
    const bad = { to: 1, messageId: '', connection: 'x'.repeat(33), description: { type: 'answer', sdp: 'x' } };
    const named = ['connection', 'description.sdp', 'description.type', 'messageId', 'to'];
    expect(paths(OfferDto, bad)?.toSorted()).toEqual(named);
    expect(paths(AnswerDto, { messageId: 'm', description: { type: 'answer', sdp: 'v=0' } })).toEqual(['to']);
    expect(paths(CandidateDto, { messageId: 'm', candidate: { sdpMLineIndex: -1, foundation: 'x' } })).toEqual([
      'candidate.foundation',
      'candidate.sdpMLineIndex',
    ]);
  });

  it.each([null, 1, 'text', true, [], [{}], Buffer.from('x')].map((value) => [value]))(
    'is a body that is no object: %p',
    (value) => {
      expect(paths(EmptyDto, value)).toEqual(['']);
    },
  );

  it('is an unknown field, whatever it is called', () => {
    for (const name of ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'x']) {
      const body: unknown = JSON.parse(`{${JSON.stringify(name)}: {}}`);
      expect(paths(EmptyDto, body)).toEqual([name]);
      expect(paths(CreateCallDto, body)).toEqual([name]);
    }
  });

  it('is NUL or a lone surrogate in any text', () => {
    for (const bad of ['a\0', '\ud83c', '\udc00a']) {
      expect(paths(CreateCallDto, { name: bad })).toEqual(['name']);
      expect(paths(CreateCallDto, { metadata: { a: [bad] } })).toEqual(['metadata']);
      expect(paths(CreateCallDto, { metadata: { [bad]: 1 } })).toEqual(['metadata']);
      expect(paths(OfferDto, { ...offer, messageId: bad })).toEqual(['messageId']);
      expect(paths(OfferDto, { ...offer, description: { type: 'offer', sdp: `v=0${bad}` } })).toEqual([
        'description.sdp',
      ]);
      expect(paths(CandidateDto, { messageId: 'm', candidate: { candidate: bad } })).toEqual(['candidate.candidate']);
    }
  });

  it('is a number that is no safe integer in its range', () => {
    for (const seq of [-1, 0.5, '1', 2 ** 53, Number.NaN, null, undefined])
      expect(paths(ReceivedDto, { seq })).toEqual(['seq']);
    for (const maxParticipants of [1, 101, '2'])
      expect(paths(CreateCallDto, { maxParticipants })).toEqual(['maxParticipants']);
  });

  it('is a secret that is not 22 to 128 characters of base64url', () => {
    expect(check(TakeSeatDto, { secret: 'a-_9'.repeat(32) }).secret).toHaveLength(128);
    for (const secret of ['a'.repeat(21), 'a'.repeat(129), `${'a'.repeat(22)}\n`, `${'a'.repeat(22)}+`]) {
      expect(paths(TakeSeatDto, { secret })).toEqual(['secret']);
    }
  });

  it('is metadata nested too deep, without running out of stack', () => {
    expect(check(CreateCallDto, { metadata: nested(LIMITS.jsonDepth) })).toBeInstanceOf(CreateCallDto);
    expect(paths(CreateCallDto, { metadata: nested(LIMITS.jsonDepth + 1) })).toEqual(['metadata']);
    const deep: unknown = JSON.parse(`{"metadata":${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}}`);
    expect(refusal(CreateCallDto, deep).code).toBe('payload-too-large');
    expect(paths(EmptyDto, deep)).toEqual(['metadata']);
  });

  it('is a signal over REST whose parts do not fit its type', () => {
    expect(check(PostSignalDto, { ...offer, type: 'offer' })).toBeInstanceOf(PostSignalDto);
    expect(check(PostSignalDto, { messageId: 'm', type: 'candidate', candidate: null }).candidate).toBeNull();
    expect(paths(PostSignalDto, { ...offer, type: 'answer' })).toEqual(['to', 'description.type']);
    expect(paths(PostSignalDto, { ...offer, type: 'candidate' })).toEqual(['description', 'candidate']);
    expect(paths(PostSignalDto, { ...offer, type: 'offer', candidate: null })).toEqual(['candidate']);
    expect(paths(PostSignalDto, { ...offer, type: 'hangup' })).toEqual(['type']);
    expect(paths(PostSignalDto, { messageId: 'm', type: 'offer' })).toEqual(['description']);
  });

  it('is too large before it is anything else', () => {
    const sdp = `v=0${'ü'.repeat((LIMITS.sdpBytes - 3) / 2)}`;
    expect(check(OfferDto, { messageId: 'm', description: { type: 'offer', sdp } }).description.sdp).toBe(sdp);
    for (const Dto of [OfferDto, AnswerDto, PostSignalDto]) {
      expect(refusal(Dto, { nonsense: 1, description: { sdp: 'x'.repeat(LIMITS.sdpBytes + 1) } }).code).toBe(
        'payload-too-large',
      );
    }
    const candidate = { candidate: 'x'.repeat(LIMITS.candidateBytes - '{"candidate":""}'.length) };
    expect(check(CandidateDto, { messageId: 'm', candidate }).candidate).toEqual(candidate);
    expect(refusal(CandidateDto, { candidate: { nonsense: 'x'.repeat(LIMITS.candidateBytes) } }).code).toBe(
      'payload-too-large',
    );
    expect(refusal(CreateCallDto, { metadata: { a: 'ü'.repeat(LIMITS.metadataBytes / 2) } }).code).toBe(
      'payload-too-large',
    );
  });

  it('comes with a few errors, not with tens of thousands', () => {
    const body = Object.fromEntries(Array.from({ length: 1000 }, (_, index) => [`f${index}`, 1]));
    expect(refusal(EmptyDto, body).errors).toHaveLength(20);
  });
});
