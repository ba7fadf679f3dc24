// What one check found out, in words for whoever runs this server.

export interface Finding {
  /** What was looked at, in a word or two. */
  subject: string;
  /** `warning`: calls work, but not for everyone or not for ever; `bad`: they do not work. */
  verdict: 'good' | 'warning' | 'bad';
  /** What is so, in one line. */
  says: string;
  /** What to do about it; null when there is nothing to do. */
  remedy: string | null;
}

export const good = (subject: string, says: string): Finding => ({ subject, verdict: 'good', says, remedy: null });

export const warning = (subject: string, says: string, remedy: string): Finding => ({
  subject,
  verdict: 'warning',
  says,
  remedy,
});

export const bad = (subject: string, says: string, remedy: string): Finding => ({
  subject,
  verdict: 'bad',
  says,
  remedy,
});
