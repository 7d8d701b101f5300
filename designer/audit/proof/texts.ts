// What is proven, in words.

const number = (count: number) => count.toLocaleString('en')
const entries = (count: number) => `${number(count)} ${count === 1 ? 'entry' : 'entries'}`
const when = (at: string) => at.slice(0, 16).replace('T', ' ')

export const words = {
  title: 'Proof',
  checking: 'Checking the history in this browser …',
  failed: 'The evidence could not be loaded.',
  checks: {
    chain: 'Nothing in the history was changed',
    replay: 'The rules say what is on record',
    log: 'The history is in the log of everything',
    head: 'The log is signed',
  },
  outcomes: { holds: 'Holds', broken: 'Broken', unknown: 'Not known' },
  verdict: {
    holds: 'All of it holds, checked in this browser.',
    broken: 'Something on record is not as it should be.',
    unknown: 'What could be checked holds; not everything could be.',
  },
  showEntry: (seq: number) => `Show entry ${seq}`,
  caseFile: {
    title: 'Take it along',
    text: 'One file with the definition, the history, the proofs and the engine. It opens without a network, replays the case and checks itself; one that somebody has changed says so.',
    save: 'Save the case file',
  },
  compare: {
    title: 'Compare with a head that you saved',
    text: 'A head that is kept elsewhere finds out whether entries were taken away or the whole was written anew, whoever did it. It is compared here; the file is not sent.',
    choose: 'Choose a saved head',
    drop: 'or drop it here',
    holds: 'It holds',
    broken: 'It does not hold',
    unreadable: 'This is no head',
    failed: 'The log could not be asked for.',
  },
  serversHead: (flaw: string) => `The head that the server gives is not good: ${flaw}`,
  shorter: (saved: number, now: number, at: string) =>
    `The log had ${entries(saved)} on ${when(at)}, and has ${number(now)} now: the last ${number(saved - now)} were taken away.`,
  goesOn: (saved: number, now: number, at: string) =>
    saved === now
      ? `The log is the one of ${when(at)}: the same ${entries(saved)}, in the same order.`
      : `The log goes on where it was on ${when(at)}: its first ${entries(saved)} are still those, in the same order; ${number(now - saved)} came since.`,
  rewritten: (saved: number, at: string) =>
    `The first ${entries(saved)} are not those of ${when(at)}: something among them was changed, put in or taken out.`,

  log: {
    title: 'Log of everything',
    intro:
      'Every entry of every case is a leaf of one tree of hashes, in the order in which they were written. Its head is signed. Whoever keeps one elsewhere can prove later that nothing before it was changed.',
    head: 'Head of the log',
    size: 'Entries',
    root: 'Root',
    at: 'Signed',
    key: 'Key',
    log: 'Log',
    save: 'Save the head',
    saved: 'Keep it where nobody here can change it.',
    again: 'Sign anew',
    noHead: 'No head could be signed.',
    keys: 'Keys',
    keysText:
      'Compare the first one with what was told to you outside of this program. Each later one was endorsed by the one before it.',
    keyRow: (at: string) => `made ${when(at)}`,
    first: 'the first: the log is named after it',
    endorsed: 'endorsed by the one before it',
    notEndorsed: 'endorsed by nobody',
    signsNow: 'signs now',
    verify: 'Verify everything',
    verifyText:
      'The server computes every chain, every replay, every list and the log anew. With many cases this takes a while.',
    verifying: 'The server is verifying everything …',
    verified: (cases: number, count: number) =>
      `${entries(count)} of ${number(cases)} ${cases === 1 ? 'case' : 'cases'}: every chain holds, every replay agrees, the log matches every head that was given out.`,
    notVerified: 'Something is not as it should be',
    inCase: (id: string) => `Show the case ${id}`,
  },
}
