// A client that lost its server, as libs/client comes back: soon, at random, and less often the longer it fails.
import { COMEBACK } from './assumptions.ts';
import type { Calendar } from './calendar.ts';
import type { Server } from './machines.ts';
import type { Random } from './random.ts';

export interface ComebackOptions {
  calendar: Calendar;
  random: Random;
  anyServer: () => Server;
  /** Is told how long it was away. */
  back: (seconds: number) => void;
  /** Is told of each try that was given up. What it asked for is carried out all the same: that is what makes a herd thunder. */
  late: () => void;
}

export function comeback({ calendar, random, anyServer, back, late }: ComebackOptions): void {
  const lost = calendar.now;
  let seated = false;
  const attempt = (number: number): void => {
    // The library: doubled each time, half of it more or less, so that not all come at once.
    const pause = Math.min(COMEBACK.longest, COMEBACK.first * 2 ** number) * random.between(0.5, 1.5);
    calendar.after(pause, () => {
      let given = false;
      anyServer().join(() => {
        if (given || seated) return;
        seated = true;
        back(calendar.now - lost);
      });
      calendar.after(COMEBACK.answerWithin, () => {
        if (seated) return;
        given = true;
        late();
        attempt(number + 1);
      });
    });
  };
  attempt(0);
}
