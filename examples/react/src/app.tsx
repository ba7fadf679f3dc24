// A call for up to four. The room is a component: when it goes, so do the call and the camera.
import { Parley } from '@parley/client';
import { useCall, useLocalMedia } from '@parley/client/react';
import { useEffect, useState } from 'react';
import { Me, Them } from './tiles';

const parley = new Parley({ url: 'http://localhost:3000' });

export function App() {
  const [link, setLink] = useState(() => new URLSearchParams(location.search).get('call'));
  // After a reload this tab still has its seat: nobody has to be asked again.
  const [inside, setInside] = useState(() => link !== null && parley.hasSeat(link));

  const created = (id: string) => {
    history.replaceState(null, '', `?call=${id}`);
    setLink(id);
  };
  return (
    <>
      <h1>A call, with React</h1>
      {inside ? (
        <Room link={link} created={created} leave={() => setInside(false)} />
      ) : (
        <button onClick={() => setInside(true)}>{link ? 'Join the call' : 'Create a call'}</button>
      )}
    </>
  );
}

interface RoomProps {
  /** The call to join; null to make one. */
  link: string | null;
  created: (id: string) => void;
  leave: () => void;
}

function Room({ link, created, leave }: RoomProps) {
  const { media, start, ...me } = useLocalMedia();
  const { call, state, participants, endReason, create, join, ...room } = useCall(parley);

  useEffect(() => {
    const enter = async () => {
      if (!(await start())) return;
      const call = await (link ? join(link, { media }) : create({ media, maxParticipants: 4 }));
      if (call) created(call.id);
    };
    void enter();
  }, []);

  const error = me.error ?? room.error;
  return (
    <>
      <p>
        <button aria-pressed={me.cameraOn} onClick={() => void me.setCamera(!me.cameraOn)}>
          Camera
        </button>{' '}
        <button aria-pressed={me.microphoneOn} onClick={() => void me.setMicrophone(!me.microphoneOn)}>
          Microphone
        </button>{' '}
        <button onClick={leave}>Hang up</button> <span role="status">{endReason ? `over: ${endReason}` : state}</span>
      </p>
      {error && <p role="alert">{error.message}</p>}
      {call && <a href={location.href}>{location.href}</a>}
      <div className="tiles">
        <Me stream={me.stream} />
        {participants.map((participant) => (
          <Them key={participant.id} participant={participant} />
        ))}
      </div>
    </>
  );
}
