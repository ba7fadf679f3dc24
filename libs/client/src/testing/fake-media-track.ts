// A MediaStreamTrack that a test mutes, ends and counts.

let made = 0;

export class FakeTrack extends EventTarget {
  readonly id: string;
  enabled = true;
  muted = false;
  readyState: MediaStreamTrackState = 'live';
  readonly kind: string;
  readonly settings: MediaTrackSettings;
  /** What was applied last. */
  constraints: MediaTrackConstraints = {};
  /** Whether its device cannot change while it runs. */
  fixed = false;

  constructor(kind: string, settings: MediaTrackSettings = {}, id = `track-${(made += 1)}`) {
    super();
    this.kind = kind;
    this.settings = settings;
    this.id = id;
  }

  getSettings(): MediaTrackSettings {
    return this.settings;
  }

  applyConstraints(constraints: MediaTrackConstraints): Promise<void> {
    if (this.fixed) {
      return Promise.reject(new DOMException('fixed', 'OverconstrainedError'));
    }
    this.constraints = constraints;
    return Promise.resolve();
  }

  stop(): void {
    this.readyState = 'ended';
  }

  /** The device is pulled out. */
  end(): void {
    this.stop();
    this.dispatchEvent(new Event('ended'));
  }

  mute(muted: boolean): void {
    this.muted = muted;
    this.dispatchEvent(new Event(muted ? 'mute' : 'unmute'));
  }
}
