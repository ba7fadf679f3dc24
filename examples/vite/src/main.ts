// A call for up to four: everyone with a name, a picture, and how well it comes through.
import { CallError, LocalMedia, Parley, type Call, type RemoteParticipant } from '@parley/client';
import { Statistics } from '@parley/client/statistics';
import './style.css';

const parley = new Parley({ url: 'http://localhost:3000' });
const media = new LocalMedia();

const enter = element('enter', HTMLButtonElement);
const hangUp = element('hang-up', HTMLButtonElement);
const camera = element('camera', HTMLInputElement);
const microphone = element('microphone', HTMLInputElement);
const controls = element('controls', HTMLElement);
const link = element('link', HTMLAnchorElement);
const status = element('status', HTMLElement);
const tiles = element('tiles', HTMLElement);

media.addEventListener('trackschange', () => {
  camera.checked = media.cameraOn;
  microphone.checked = media.microphoneOn;
});
camera.onchange = () => attempt(media.setCamera(camera.checked));
microphone.onchange = () => attempt(media.setMicrophone(microphone.checked));

async function join(idOrLink: string | null): Promise<void> {
  await media.start();
  element('me', HTMLVideoElement).srcObject = media.stream;
  const options = { media, displayName: 'Somebody' };
  const call = idOrLink
    ? await parley.joinCall(idOrLink, options)
    : await parley.createCall({ ...options, maxParticipants: 4 });
  history.replaceState(null, '', `?call=${call.id}`);
  link.href = link.textContent = location.href;
  show(call);
}

function show(call: Call): void {
  enter.hidden = true;
  controls.hidden = false;
  hangUp.onclick = () => attempt(call.hangUp());

  const add = (participant: RemoteParticipant): void => tiles.append(tileOf(participant));
  call.participants.forEach(add);
  call.addEventListener('participantjoined', ({ participant }) => add(participant));
  call.addEventListener('participantleft', ({ participant }) => document.getElementById(participant.id)?.remove());
  call.addEventListener('error', ({ error }) => (status.textContent = error.message));

  const tell = (): string => (status.textContent = call.state);
  call.addEventListener('statechange', tell);
  tell();
  call.addEventListener('ended', ({ reason }) => {
    controls.hidden = true;
    status.textContent = `over: ${reason}`;
    for (const id of call.participants.keys()) document.getElementById(id)?.remove();
  });

  new Statistics(call).addEventListener('snapshot', ({ snapshot }) => {
    for (const [id, { quality }] of snapshot.participants) {
      document.getElementById(id)?.setAttribute('data-quality', quality ?? '');
    }
  });
}

function tileOf({ id, displayName, stream }: RemoteParticipant): HTMLElement {
  const figure = Object.assign(document.createElement('figure'), { id });
  const video = Object.assign(document.createElement('video'), {
    srcObject: stream,
    autoplay: true,
    playsInline: true,
  });
  const caption = Object.assign(document.createElement('figcaption'), { textContent: displayName ?? 'Somebody' });
  figure.append(video, caption);
  return figure;
}

function element<Kind extends HTMLElement>(id: string, kind: new () => Kind): Kind {
  const found = document.getElementById(id);
  if (!(found instanceof kind)) throw new Error(`There is no ${kind.name} #${id}.`);
  return found;
}

/** Every failure says what to do; `error.code` is for programs. */
function attempt(promise: Promise<void>): void {
  promise.catch((error: unknown) => {
    if (!(error instanceof CallError)) throw error;
    status.textContent = error.message;
  });
}

const callId = new URLSearchParams(location.search).get('call');
enter.textContent = callId ? 'Join the call' : 'Create a call';
enter.onclick = () => attempt(join(callId));
// After a reload this tab still has its seat: nobody has to be asked again.
if (callId && parley.hasSeat(callId)) attempt(join(callId));
