// Signals as small as the contract allows.

const description = <Type extends 'offer' | 'answer'>(type: Type) => ({ type, sdp: 'v=0\r\n' });

export const samples = {
  offer: (messageId: string) => ({ messageId, description: description('offer') }),
  answer: (messageId: string) => ({ messageId, description: description('answer') }),
  candidate: (messageId: string) => ({ messageId, candidate: { candidate: 'candidate:1', sdpMid: '0' } }),
};
