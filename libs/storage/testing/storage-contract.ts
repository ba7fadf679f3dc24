// What every storage must do, whatever its engine: written once against the ports.
import { doorsContract } from './doors.contract.ts';
import { joiningContract } from './joining.contract.ts';
import { knocksContract } from './knocks.contract.ts';
import { leavingContract } from './leaving.contract.ts';
import { listsContract } from './lists.contract.ts';
import { modelContract } from './model.contract.ts';
import { newsContract } from './news.contract.ts';
import { openOffersContract } from './open-offers.contract.ts';
import type { OpenStorage } from './scene.ts';
import { signalsContract } from './signals.contract.ts';
import { timelineContract } from './timeline.contract.ts';

/** Declares the tests. @param open an empty storage, each time a new one */
export function storageContract(open: OpenStorage): void {
  joiningContract(open);
  leavingContract(open);
  doorsContract(open);
  knocksContract(open);
  signalsContract(open);
  openOffersContract(open);
  listsContract(open);
  newsContract(open);
  timelineContract(open);
  modelContract(open);
}
