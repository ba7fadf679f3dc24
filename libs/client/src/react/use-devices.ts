// The cameras, microphones and speakers that there are, for a choice between them.
import { useEffect, useState } from 'react';
import type { DeviceList } from '../media/devices.ts';
import type { LocalMedia } from '../media/local-media.ts';

const NONE: DeviceList = { cameras: [], microphones: [], speakers: [] };

/** What can be chosen from, now and whenever it changes. Browsers tell names only once a device was started. */
export function useDevices(media: LocalMedia | undefined): DeviceList {
  const [devices, setDevices] = useState(NONE);

  useEffect(() => {
    if (!media) {
      return;
    }
    const listening = new AbortController();
    const { signal } = listening;
    const list = async (): Promise<void> => {
      const listed = await media.devices();
      if (!signal.aborted) {
        setDevices(listed);
      }
    };
    media.addEventListener('devicechange', () => void list(), { signal });
    void list();
    return () => listening.abort();
  }, [media]);

  return devices;
}
